namespace CleanAuth.Infrastructure.Tokens;

/// <summary>A key that tokens are signed with, as it is stored.</summary>
internal sealed class SigningKey
{
    private SigningKey()
    {
        // for EF Core
    }

    public SigningKey(string id, int number, string algorithm, byte[] protectedKey, DateTimeOffset createdAt)
    {
        Id = id;
        Number = number;
        Algorithm = algorithm;
        ProtectedKey = protectedKey;
        CreatedAt = createdAt;
    }

    /// <summary>The <c>kid</c>: the thumbprint of the public key (RFC 7638).</summary>
    public string Id { get; private set; } = null!;

    /// <summary>Counts the keys; the highest is the current one.</summary>
    public int Number { get; private set; }

    public string Algorithm { get; private set; } = null!;

    /// <summary>The private key (PKCS #8), encrypted by Data Protection.</summary>
    public byte[] ProtectedKey { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }
}
