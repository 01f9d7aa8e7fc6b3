using System.Text.RegularExpressions;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>The rules for the members of an account, which all use cases share.</summary>
internal static partial class AccountRules
{
    public const int MaxEmailLength = 254;
    public const int MaxUsernameLength = 255;

    public static readonly TextRule Email = new()
    {
        MaxLength = MaxEmailLength,

        // The limit of Django's EmailValidator.
        MaxFormatLength = 320,
        TypeMessage = EmailFormat.Message,
        Format = text => EmailFormat.IsValid(text) ? LengthError(EmailAddress.KeyOf(text), MaxEmailLength) : EmailFormat.Message,
    };

    public static readonly TextRule Username = new()
    {
        MaxLength = MaxUsernameLength,
        Format = text => InvisibleCharacters.AnyIn(text)
            ? InvisibleCharacters.Message
            : LengthError(Domain.Accounts.Username.KeyOf(text), MaxUsernameLength),
    };

    public static readonly TextRule Password = new() { MinLength = 8, MaxLength = 128, AllowLongMarkRuns = true };

    public static readonly TextRule FullName = new() { Optional = true, AllowNull = true, MaxLength = 20_000 };

    /// <summary>A text in the form of a BCP 47 language tag; the language need not exist.</summary>
    public static readonly TextRule Language = new()
    {
        Optional = true,
        AllowNull = true,
        MaxLength = 35,
        Format = text => LanguageTag().IsMatch(text) ? null : "Enter a valid language tag, such as de or pt-BR.",
    };

    /// <summary>Only the size of a request limits the length.</summary>
    public static readonly TextRule Bio = new() { Optional = true, AllowNull = true, AllowLongMarkRuns = true };

    // A login has only length limits: an email or password that no account can have gets the same response as a wrong one.
    public static readonly TextRule LoginEmail = new() { MaxLength = 255 };

    public static readonly TextRule LoginPassword = new() { MaxLength = 128, AllowLongMarkRuns = true };

    public static string Taken(string field) => $"user with this {field} already exists.";

    [GeneratedRegex(@"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag();

    // NFKC turns one code point into up to eighteen, and A-labels lengthen a domain, but the key must fit its column and index.
    public static string? LengthError(string key, int maxLength) =>
        key.EnumerateRunes().Count() <= maxLength
            ? null
            : $"Ensure this field has no more than {maxLength} characters.";
}
