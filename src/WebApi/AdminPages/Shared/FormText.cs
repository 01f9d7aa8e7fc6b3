using System.Globalization;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>Converts form input to fields of commands. A browser sends an empty field as empty text.</summary>
internal static class FormText
{
    /// <summary>Required text.</summary>
    public static Field<string> Required(string? typed) => Plain(typed);

    /// <summary>Optional text: an empty field clears it.</summary>
    public static Field<string> Optional(string? typed) => Plain(typed) is { Length: > 0 } text ? text : Field<string>.Null;

    /// <summary>A password, which is not trimmed.</summary>
    public static Field<string> Secret(string? typed) => typed ?? "";

    /// <summary>An optional password: the field is empty or absent.</summary>
    public static Field<string> OptionalSecret(string? typed) => string.IsNullOrEmpty(typed) ? default(Field<string>) : typed;

    /// <summary>A date that may be missing: an empty field clears it.</summary>
    public static Field<DateOnly> Date(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return Field<DateOnly>.Null;
        }

        return DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Field<DateOnly>.Malformed;
    }

    // Browsers send the line breaks of a text area as CR LF; the API stores LF.
    private static string Plain(string? typed) => (typed ?? "").Trim().ReplaceLineEndings("\n");
}
