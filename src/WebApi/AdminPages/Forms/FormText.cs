using System.Globalization;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.AdminPages.Forms;

/// <summary>Converts form input to fields of commands. Browsers send an empty input as empty text.</summary>
internal static class FormText
{
    /// <summary>Required text.</summary>
    public static Field<string> Required(string? input) => Normalize(input);

    /// <summary>Optional text. An empty input clears it.</summary>
    public static Field<string> Optional(string? input) => Normalize(input) is { Length: > 0 } text ? text : Field<string>.Null;

    /// <summary>A password, which is not trimmed.</summary>
    public static Field<string> Secret(string? input) => input ?? "";

    /// <summary>An optional password. An empty input counts as absent.</summary>
    public static Field<string> OptionalSecret(string? input) => string.IsNullOrEmpty(input) ? default(Field<string>) : input;

    /// <summary>An optional date. An empty input clears it.</summary>
    public static Field<DateOnly> Date(string? input)
    {
        if (string.IsNullOrWhiteSpace(input))
        {
            return Field<DateOnly>.Null;
        }

        return DateOnly.TryParseExact(input, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Field<DateOnly>.Malformed;
    }

    // Browsers send the line breaks of a text area as CR LF; the API stores LF.
    private static string Normalize(string? input) => (input ?? "").Trim().ReplaceLineEndings("\n");
}
