using System.Security.Cryptography;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>The ES256 keys in the database. Makes the first one; instances that start at once end up with the same.</summary>
internal sealed partial class SigningKeyStore(
    AuthDbContext context,
    IDataProtectionProvider dataProtection,
    TimeProvider clock,
    ILogger<SigningKeyStore> logger)
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("CleanAuth.SigningKeys.v1");

    /// <summary>All keys, the current one first.</summary>
    /// <exception cref="InvalidOperationException">A key cannot be decrypted.</exception>
    public async Task<IReadOnlyList<ECDsaSecurityKey>> LoadAsync(CancellationToken cancellationToken)
    {
        if (!await context.SigningKeys.AnyAsync(cancellationToken))
        {
            await TryAddFirstAsync(cancellationToken);
        }

        List<SigningKey> keys = await context.SigningKeys.AsNoTracking()
            .OrderByDescending(key => key.Number)
            .ToListAsync(cancellationToken);
        return [.. keys.Select(Decrypt)];
    }

    private async Task TryAddFirstAsync(CancellationToken cancellationToken)
    {
        using ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string id = IdOf(new ECDsaSecurityKey(ecdsa));
        byte[] protectedKey = protector.Protect(ecdsa.ExportPkcs8PrivateKey());
        SigningKey first = new(id, 1, SecurityAlgorithms.EcdsaSha256, protectedKey, clock.GetUtcNow());
        context.SigningKeys.Add(first);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            KeyCreated(logger, id);
        }
        catch (DbUpdateException)
        {
            context.Entry(first).State = EntityState.Detached;
            if (!await context.SigningKeys.AnyAsync(cancellationToken))
            {
                throw;
            }

            // Another instance made the first key; that one is used.
        }
    }

    private ECDsaSecurityKey Decrypt(SigningKey key)
    {
        ECDsa ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportPkcs8PrivateKey(protector.Unprotect(key.ProtectedKey), out _);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException(
                $"Signing key {key.Id} cannot be decrypted. Restore the folder that DataProtection:KeysPath names; "
                + "or delete the rows of SigningKeys, which makes a new key and signs everybody out.",
                exception);
        }

        return new ECDsaSecurityKey(ecdsa) { KeyId = key.Id };
    }

    private static string IdOf(ECDsaSecurityKey key) => Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());

    [LoggerMessage(4001, LogLevel.Information, "Signing key {KeyId} was created.")]
    private static partial void KeyCreated(ILogger logger, string keyId);
}
