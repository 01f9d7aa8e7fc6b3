using System.Security.Cryptography;

namespace CleanAuth.Domain.Login;

/// <summary>
/// A request to log in with a code from a mail. It is stored under the hash of a nonce that only the browser which asked
/// knows, whether or not the address has an account; the code comes to it when the mail is sent.
/// </summary>
public sealed class LoginCode
{
    /// <summary>How many guesses there are, right ones included.</summary>
    public const int MaxAttempts = 5;

    /// <summary>How many characters a code has: 39 bits together.</summary>
    public const int Length = 8;

    // Without 0 and O, 1, I and L, and U, which is read as V.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private LoginCode()
    {
        // for EF Core
    }

    /// <summary>The <see cref="RandomSecret.HashOf"/> its nonce.</summary>
    public string Id { get; private set; } = null!;

    /// <summary>Whose session it opens; null until a mail was sent, and for ever where there is no account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The code, encrypted: a fast hash of so few values can be searched for the code.</summary>
    public string? ProtectedCode { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>A code to send, each as likely as any other.</summary>
    public static string CreateCode() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The form in which a typed code is compared: in upper case, without blanks and dashes.</summary>
    public static string Normalize(string typed) =>
        string.Concat(typed.Where(character => !char.IsWhiteSpace(character) && character != '-')).ToUpperInvariant();

    public static LoginCode Request(string nonce, DateTimeOffset expiresAt) => new()
    {
        Id = RandomSecret.HashOf(nonce),
        ExpiresAt = expiresAt,
    };

    /// <summary>Takes the code that goes out to the owner of an account.</summary>
    public void AttachCode(Guid userId, string protectedCode)
    {
        UserId = userId;
        ProtectedCode = protectedCode;
    }
}
