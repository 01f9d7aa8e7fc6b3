using System.Globalization;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.AdminPages.Shared;

/// <summary>What was typed into a form, as the use cases take it. A browser sends an empty field as empty text.</summary>
internal static class FormText
{
    /// <summary>Text that must be there.</summary>
    public static Field<string> Required(string? typed) => Plain(typed);

    /// <summary>Text that may be missing: an empty field clears it.</summary>
    public static Field<string> Optional(string? typed) => Plain(typed) is { Length: > 0 } text ? text : Field<string>.Null;

    /// <summary>A password, which nothing is taken away from.</summary>
    public static Field<string> Secret(string? typed) => typed ?? "";

    /// <summary>A password that may be missing: the field is empty, or the form has none.</summary>
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

    // A text area sends its line breaks as those of a letter by telegraph.
    private static string Plain(string? typed) => (typed ?? "").Trim().ReplaceLineEndings("\n");
}
