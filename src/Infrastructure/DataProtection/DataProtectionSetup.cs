using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.DataProtection;

/// <summary>Registers the Data Protection keys, which are in private files or in the database.</summary>
internal static class DataProtectionSetup
{
    public static IServiceCollection AddKeyProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<KeyProtectionOptions>(KeyProtectionOptions.Section);
        services.AddSingleton<ISecretProtector, SecretProtector>();
        KeyProtectionOptions options = configuration.GetSection(KeyProtectionOptions.Section).Get<KeyProtectionOptions>() ?? new();
        IDataProtectionBuilder builder = services.AddDataProtection().SetApplicationName("CleanAuth");
        if (options.Storage == KeyStorage.Database)
        {
            builder.PersistKeysToDbContext<AuthDbContext>();
        }
        else
        {
            services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((keys, loggerFactory) =>
                keys.XmlRepository = new KeyFolder(PrivateFiles.CreateFolder(options.KeysPath), loggerFactory));
        }

        if (options.CertificatePath is { Length: > 0 } path)
        {
            builder.ProtectKeysWithCertificate(LoadCertificate(path, options.CertificatePassword));
        }

        return services;
    }

    private static X509Certificate2 LoadCertificate(string path, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException(
                "DataProtection:CertificatePath is not a PKCS #12 file, or DataProtection:CertificatePassword is wrong. "
                + "Correct one of them.",
                exception);
        }
    }
}
