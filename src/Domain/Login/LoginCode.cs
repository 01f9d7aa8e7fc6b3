using System.Security.Cryptography;

namespace CleanAuth.Domain.Login;

/// <summary>
/// A request for a login code by email. It is stored under the hash of a nonce that only the requesting browser knows. It is stored
/// for unknown addresses too. The code is added when the email is sent.
/// </summary>
public sealed class LoginCode
{
    /// <summary>The largest number of attempts, the correct one included.</summary>
    public const int MaxAttempts = 5;

    /// <summary>The number of characters of a code, which has 39 bits.</summary>
    public const int Length = 8;

    // Readers confuse 0 with O, 1 with I and L, and U with V, so the alphabet has none of 0, O, 1, I, L and U.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private LoginCode()
    {
        // for EF Core
    }

    /// <summary>The hash of the nonce, from <see cref="RandomSecret.HashOf"/>.</summary>
    public string Id { get; private set; } = null!;

    /// <summary>The account that the code logs in to; null until the email is sent, and always null for an unknown address.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The encrypted code. A hash would not protect it, because all 39-bit codes can be tried.</summary>
    public string? ProtectedCode { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Returns a random code. All codes are equally likely.</summary>
    public static string CreateCode() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Returns a typed code in the form in which codes are compared: upper case, without blanks and dashes.</summary>
    public static string Normalize(string typed) =>
        string.Concat(typed.Where(character => !char.IsWhiteSpace(character) && character != '-')).ToUpperInvariant();

    public static LoginCode Request(string nonce, DateTimeOffset expiresAt) => new()
    {
        Id = RandomSecret.HashOf(nonce),
        ExpiresAt = expiresAt,
    };

    /// <summary>Stores the account and the encrypted code that is emailed to its owner.</summary>
    public void AttachCode(Guid userId, string protectedCode)
    {
        UserId = userId;
        ProtectedCode = protectedCode;
    }
}
