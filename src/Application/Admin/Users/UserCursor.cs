using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.Admin.Users;

/// <summary>Encodes a position in a list of accounts as an opaque cursor.</summary>
internal static class UserCursor
{
    private const int IdLength = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Write(UserListSegment segment, UserListPosition position)
    {
        string key = position.Time is { } time ? time.UtcTicks.ToString(CultureInfo.InvariantCulture) : position.Name ?? "";
        return Base64Url.EncodeToString(StrictUtf8.GetBytes($"{PrefixOf(segment)}{position.Id:n}{key}"));
    }

    /// <summary>Decodes a cursor: the index of its segment, and the position in it. Null if the cursor is invalid for this order.</summary>
    public static (int Index, UserListPosition Position)? Read(string cursor, IReadOnlyList<UserListSegment> order)
    {
        string text = Decode(cursor);
        for (int index = 0; index < order.Count; index++)
        {
            string prefix = PrefixOf(order[index]);
            if (text.StartsWith(prefix, StringComparison.Ordinal) && ReadPosition(text[prefix.Length..], order[index].Kind) is { } position)
            {
                return (index, position);
            }
        }

        return null;
    }

    private static string PrefixOf(UserListSegment segment) => $"{(int)segment.Kind}{(segment.IsDescending ? '-' : '+')}";

    private static string Decode(string cursor)
    {
        try
        {
            return StrictUtf8.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return "";
        }
    }

    private static UserListPosition? ReadPosition(string text, UserListSegmentKind kind)
    {
        if (text.Length < IdLength || !Guid.TryParseExact(text[..IdLength], "N", out Guid id))
        {
            return null;
        }

        string key = text[IdLength..];
        return kind switch
        {
            UserListSegmentKind.ByCreation or UserListSegmentKind.ByLastLogin =>
                ReadTime(key) is { } time ? new UserListPosition(id, time) : null,
            UserListSegmentKind.ById or UserListSegmentKind.NeverLoggedIn => key.Length == 0 ? new UserListPosition(id) : null,

            // PostgreSQL cannot compare a text that contains this character.
            _ => key.Contains('\0', StringComparison.Ordinal) ? null : new UserListPosition(id, Name: key),
        };
    }

    private static DateTimeOffset? ReadTime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;
}
