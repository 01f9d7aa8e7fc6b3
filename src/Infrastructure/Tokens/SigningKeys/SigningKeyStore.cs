using System.Security.Cryptography;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Time;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>
/// The ES256 keys in the database. If two instances create a key at the same time, the unique number keeps the first; the second
/// instance uses it.
/// </summary>
internal sealed partial class SigningKeyStore(
    AuthDbContext context,
    IDataProtectionProvider dataProtection,
    SigningKeyRing ring,
    JwtOptions options,
    ISecurityEventWriter events,
    TimeProvider clock,
    ILogger<SigningKeyStore> logger) : ISigningKeyManager
{
    private const string RestoreKeys =
        "Restore the Data Protection keys (DataProtection:KeysPath or the certificate of DataProtection:CertificatePath) from a backup";

    private readonly IDataProtector protector = dataProtection.CreateProtector("CleanAuth.SigningKeys.v1");

    private TimeSpan LongestToken => options.RefreshTokenLifetime + options.ClockSkew + ClockErrorMargin.Margin;

    /// <summary>Creates a key if one is due, and updates the ring. With HS256 the ring gets the configured secret.</summary>
    /// <exception cref="InvalidOperationException">A key cannot be decrypted.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (options.Algorithm == JwtAlgorithm.HS256)
        {
            ring.UseSharedSecret(options.SigningKey!, await ReadFormerAsync(cancellationToken));
            return;
        }

        List<SigningKey> keys = await ReadAsync(cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        if (IsNextKeyDue(keys, now))
        {
            await AddNextAsync(keys, now, cancellationToken);
            keys = await ReadAsync(cancellationToken);
        }

        SigningKey[] inUse = [.. KeysInUse(keys, now)];
        ring.Replace(DecryptAll(inUse));
        await RemoveAsync(keys.Except(inUse).Where(key => !WasRevokedRecently(key, now)), cancellationToken);
    }

    public async Task<string> RotateAsync(CancellationToken cancellationToken)
    {
        RequireStoredKeys();
        return await AddNextAsync(await ReadAsync(cancellationToken), clock.GetUtcNow(), cancellationToken);
    }

    public async Task RevokeAsync(string keyId, CancellationToken cancellationToken)
    {
        RequireStoredKeys();
        DateTimeOffset now = clock.GetUtcNow();
        int revoked = await context.WriteAsync(
            token => context.SigningKeys
                .Where(key => key.Id == keyId && key.RevokedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(key => key.RevokedAt, now), token),
            token => context.SigningKeys.AnyAsync(key => key.Id == keyId && key.RevokedAt == now, token),
            cancellationToken);
        if (revoked == 0)
        {
            throw new InvalidOperationException($"There is no key '{keyId}' to revoke.");
        }

        KeyRevoked(logger, keyId);
    }

    public IReadOnlyList<PublicKey> Published() => ring.Published;

    private bool IsNextKeyDue(List<SigningKey> newestFirst, DateTimeOffset now) =>
        newestFirst.Count == 0
        || newestFirst[0].RevokedAt is not null
        || now >= newestFirst[0].ActivatesAt + options.KeyRotationPeriod - options.KeyPublicationLead;

    private bool WasRevokedRecently(SigningKey key, DateTimeOffset now) =>
        key.RevokedAt is { } revokedAt && now < revokedAt + LongestToken;

    private void RequireStoredKeys()
    {
        if (options.Algorithm != JwtAlgorithm.ES256)
        {
            throw new InvalidOperationException("Tokens:Algorithm is HS256: change Tokens:SigningKey to rotate the shared secret.");
        }
    }

    private Task<List<SigningKey>> ReadAsync(CancellationToken cancellationToken) =>
        context.SigningKeys.AsNoTracking().OrderByDescending(key => key.Number).ToListAsync(cancellationToken);

    private async Task<RingKey[]> ReadFormerAsync(CancellationToken cancellationToken) => options.UsesStoredKeys(clock.GetUtcNow())
        ? DecryptAll((await ReadAsync(cancellationToken)).Where(key => key.RevokedAt is null))
        : [];

    // A key is kept until the last token that it signed has expired. It signs no token after its successor becomes active.
    private IEnumerable<SigningKey> KeysInUse(List<SigningKey> newestFirst, DateTimeOffset now)
    {
        DateTimeOffset successorActivatesAt = DateTimeOffset.MaxValue;
        foreach (SigningKey key in newestFirst.Where(key => key.RevokedAt is null))
        {
            if (successorActivatesAt == DateTimeOffset.MaxValue || now < successorActivatesAt + LongestToken)
            {
                yield return key;
            }

            successorActivatesAt = key.ActivatesAt;
        }
    }

    // Delete unused keys, because all rows are read every few seconds. A revoked key stays until the last token that it signed has
    // expired.
    private async Task RemoveAsync(IEnumerable<SigningKey> unused, CancellationToken cancellationToken)
    {
        foreach (SigningKey key in unused)
        {
            await context.WriteAsync(
                token => context.SigningKeys.Where(row => row.Id == key.Id).ExecuteDeleteAsync(token),
                cancellationToken);
        }
    }

    // The key becomes active at once only if no other key can sign, because other services have not fetched it yet.
    private Task<string> AddNextAsync(List<SigningKey> newestFirst, DateTimeOffset now, CancellationToken cancellationToken)
    {
        bool hasUsable = newestFirst.Exists(key => key.RevokedAt is null && key.ActivatesAt <= now);
        return AddAsync(
            newestFirst.Count == 0 ? 1 : newestFirst[0].Number + 1,
            hasUsable ? now + options.KeyPublicationLead : now,
            cancellationToken);
    }

    private async Task<string> AddAsync(int number, DateTimeOffset activatesAt, CancellationToken cancellationToken)
    {
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string id = Base64UrlEncoder.Encode(new ECDsaSecurityKey(ecdsa).ComputeJwkThumbprint());
        byte[] protectedKey = protector.Protect(ecdsa.ExportPkcs8PrivateKey());
        SigningKey added = new(id, number, SecurityAlgorithms.EcdsaSha256, protectedKey, clock.GetUtcNow(), activatesAt);
        context.SigningKeys.Add(added);
        events.Add(SecurityEventKind.KeyRotated, userId: null, sessionId: null);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            KeyCreated(logger, id, activatesAt);
            return id;
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            if (await context.SigningKeys.AsNoTracking().FirstOrDefaultAsync(key => key.Number == number, cancellationToken) is { } first)
            {
                // Another instance has created the key with this number.
                return first.Id;
            }

            throw;
        }
    }

    private RingKey[] DecryptAll(IEnumerable<SigningKey> keys)
    {
        List<string> lost = [];
        List<RingKey> decrypted = [];
        CryptographicException? cause = null;
        foreach (SigningKey key in keys)
        {
            try
            {
                decrypted.Add(ring.FindRingKey(key.Id) ?? Decrypt(key));
            }
            catch (CryptographicException exception)
            {
                lost.Add(key.Id);
                cause = exception;
            }
        }

        return lost.Count == 0 ? [.. decrypted] : throw new InvalidOperationException(LostKeysMessage(lost), cause);
    }

    private string LostKeysMessage(List<string> lost)
    {
        string remedy = options.Algorithm == JwtAlgorithm.HS256
            ? "remove the ES256 entries of Tokens:Former, which logs out the users of these tokens."
            : $"run {string.Join(" and ", lost.Select(id => $"`rotate-keys --revoke {id}`"))}, "
                + "which creates a new key and logs out all users.";
        return $"The signing keys cannot be decrypted ({string.Join(", ", lost)}). "
            + $"{RestoreKeys}; or, if they are lost, {remedy}";
    }

    private RingKey Decrypt(SigningKey key)
    {
        ECDsa ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(protector.Unprotect(key.ProtectedKey), out _);
        ECDsaSecurityKey securityKey = new(ecdsa) { KeyId = key.Id };
        return new RingKey(new SigningCredentials(securityKey, SecurityAlgorithms.EcdsaSha256), key.ActivatesAt);
    }

    [LoggerMessage(4001, LogLevel.Information, "Signing key {KeyId} was created. It signs from {ActivatesAt:u}.")]
    private static partial void KeyCreated(ILogger logger, string keyId, DateTimeOffset activatesAt);

    [LoggerMessage(4003, LogLevel.Warning, "Signing key {KeyId} was revoked.")]
    private static partial void KeyRevoked(ILogger logger, string keyId);
}
