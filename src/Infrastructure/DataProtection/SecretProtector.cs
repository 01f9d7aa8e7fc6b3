using System.Security.Cryptography;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Domain.Login;
using Microsoft.AspNetCore.DataProtection;

namespace CleanAuth.Infrastructure.DataProtection;

internal sealed class SecretProtector(IDataProtectionProvider provider) : ISecretProtector
{
    private const string Purpose = "CleanAuth.Secrets";

    private readonly IDataProtector protector = provider.CreateProtector(Purpose);

    // The decoy is as long as a code, so that decrypting it takes the same time.
    private readonly Lazy<string> decoy = new(
        () => provider.CreateProtector(Purpose).Protect(new string('0', LoginCode.Length)),
        LazyThreadSafetyMode.PublicationOnly);

    public string Protect(string secret) => protector.Protect(secret);

    public string? Unprotect(string? text)
    {
        try
        {
            string secret = protector.Unprotect(text ?? decoy.Value);
            return text is null ? null : secret;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
