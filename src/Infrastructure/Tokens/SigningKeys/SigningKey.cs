namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>A key that tokens are signed with, as it is stored.</summary>
internal sealed class SigningKey
{
    private SigningKey()
    {
        // for EF Core
    }

    public SigningKey(
        string id,
        int number,
        string algorithm,
        byte[] protectedKey,
        DateTimeOffset createdAt,
        DateTimeOffset activatesAt)
    {
        Id = id;
        Number = number;
        Algorithm = algorithm;
        ProtectedKey = protectedKey;
        CreatedAt = createdAt;
        ActivatesAt = activatesAt;
    }

    /// <summary>The <c>kid</c>: the thumbprint of the public key (RFC 7638).</summary>
    public string Id { get; private set; } = null!;

    /// <summary>Counts the keys; of those that are active, the highest signs.</summary>
    public int Number { get; private set; }

    public string Algorithm { get; private set; } = null!;

    /// <summary>The private key (PKCS #8), encrypted by Data Protection.</summary>
    public byte[] ProtectedKey { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it begins to sign; until then it is only published.</summary>
    public DateTimeOffset ActivatesAt { get; private set; }

    /// <summary>When it was withdrawn; from then on it neither signs nor verifies.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
}
