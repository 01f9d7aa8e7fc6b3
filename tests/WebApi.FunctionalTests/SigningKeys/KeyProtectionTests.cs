using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.FunctionalTests.SigningKeys;

/// <summary>The configured protection of the signing keys.</summary>
internal sealed class KeyProtectionTests
{
    [Test]
    public void Unprotect_WhenAnyByteIsChanged_IsRefused()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        IDataProtector protector = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        byte[] sealedText = protector.Protect(Encoding.UTF8.GetBytes("a private key"));

        for (int index = 0; index < sealedText.Length; index++)
        {
            byte[] changed = [.. sealedText];
            changed[index] ^= 1;
            Assert.That(() => protector.Unprotect(changed), Throws.InstanceOf<CryptographicException>(), $"byte {index}");
        }

        Assert.That(Encoding.UTF8.GetString(protector.Unprotect(sealedText)), Is.EqualTo("a private key"));
    }

    [Test]
    public void Algorithm_WhenNotConfigured_IsAes256WithAMac()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        AlgorithmConfiguration? configuration = host.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.AuthenticatedEncryptorConfiguration;

        AuthenticatedEncryptorConfiguration algorithm = (AuthenticatedEncryptorConfiguration)configuration!;
        Assert.That(
            (algorithm.EncryptionAlgorithm, algorithm.ValidationAlgorithm),
            Is.EqualTo((EncryptionAlgorithm.AES_256_CBC, ValidationAlgorithm.HMACSHA256)));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Folders have no modes there.")]
    [UnsupportedOSPlatform("windows")]
    public void KeyFolder_WhenCreatedByTheService_IsAccessibleToItsOwnerOnly()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        string folder = host.Services.GetRequiredService<IConfiguration>()["DataProtection:KeysPath"]!;

        Assert.That(File.GetUnixFileMode(folder), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }
}
