namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>A stored key that signs tokens.</summary>
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

    /// <summary>The sequence number. The active key with the highest number signs.</summary>
    public int Number { get; private set; }

    public string Algorithm { get; private set; } = null!;

    /// <summary>The private key (PKCS #8), encrypted by Data Protection.</summary>
    public byte[] ProtectedKey { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The time from which the key signs. Before, it is only published.</summary>
    public DateTimeOffset ActivatesAt { get; private set; }

    /// <summary>The time from which the key neither signs nor verifies.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
}
