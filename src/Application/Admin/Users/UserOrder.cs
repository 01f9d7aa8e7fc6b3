using System.Collections.Frozen;
using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.Admin.Users;

/// <summary>The orders in which accounts are listed.</summary>
internal static class UserOrder
{
    public const string OldestFirst = "created";
    public const string NewestFirst = "-created";

    // Accounts that never logged in come last in both directions.
    private static readonly FrozenDictionary<string, UserListSegment[]> Orders = new Dictionary<string, UserListSegment[]>
    {
        [OldestFirst] = [new(UserListSegmentKind.ByCreation)],
        [NewestFirst] = [new(UserListSegmentKind.ByCreation, IsDescending: true)],
        ["email"] = [new(UserListSegmentKind.ByEmail)],
        ["-email"] = [new(UserListSegmentKind.ByEmail, IsDescending: true)],
        ["username"] = [new(UserListSegmentKind.ByUsername)],
        ["-username"] = [new(UserListSegmentKind.ByUsername, IsDescending: true)],
        ["last_login"] = [new(UserListSegmentKind.ByLastLogin), new(UserListSegmentKind.NeverLoggedIn)],
        ["-last_login"] =
            [new(UserListSegmentKind.ByLastLogin, IsDescending: true), new(UserListSegmentKind.NeverLoggedIn, IsDescending: true)],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly UserListSegment[] ByIdOnly = [new(UserListSegmentKind.ById)];
    private static readonly UserListSegment[] ForSearch =
        [new(UserListSegmentKind.MatchingEmail), new(UserListSegmentKind.MatchingUsername)];

    public static bool Exists(string ordering) => Orders.ContainsKey(ordering);

    /// <summary>Returns the segments of a list; none for an unknown order.</summary>
    public static IReadOnlyList<UserListSegment> Of(UserFilter filter, string? ordering)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return Orders.GetValueOrDefault(ordering ?? NewestFirst, []);
        }

        return Guid.TryParseExact(filter.Search.Trim(), "D", out _) ? ByIdOnly : ForSearch;
    }
}
