namespace CleanAuth.Domain.Accounts;

/// <summary>
/// A request to log in with a code from a mail. It is stored under the hash of a nonce that only the browser which asked
/// knows, whether or not the address has an account; the code comes to it when the mail is sent.
/// </summary>
public sealed class LoginCode
{
    /// <summary>How many guesses there are, right ones included.</summary>
    public const int MaxTries = 5;

    private LoginCode()
    {
        // for EF Core
    }

    /// <summary>The <see cref="RandomSecret.HashOf"/> its nonce.</summary>
    public string Id { get; private set; } = null!;

    /// <summary>Whose session it opens; null until a mail was sent, and for ever where there is no account.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>The code, encrypted: a hash of a million values would hide nothing.</summary>
    public string? ProtectedCode { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static LoginCode Request(string nonce, DateTimeOffset expiresAt) => new()
    {
        Id = RandomSecret.HashOf(nonce),
        ExpiresAt = expiresAt,
    };

    /// <summary>Takes the code that goes out to the owner of an account.</summary>
    public void Send(Guid userId, string protectedCode)
    {
        UserId = userId;
        ProtectedCode = protectedCode;
    }
}
