using System.Security.Cryptography;
using CleanAuth.Application.Abstractions;
using Microsoft.AspNetCore.DataProtection;

namespace CleanAuth.Infrastructure.Passwords;

internal sealed class SecretProtector(IDataProtectionProvider provider) : ISecretProtector
{
    private readonly IDataProtector protector = provider.CreateProtector("CleanAuth.Secrets");

    public string Protect(string secret) => protector.Protect(secret);

    public string? Unprotect(string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
