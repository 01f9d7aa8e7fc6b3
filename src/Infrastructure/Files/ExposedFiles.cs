using System.Runtime.Versioning;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Files;

/// <summary>
/// Warns about files of the service that every user of the machine can read, such as those of an earlier version. Their modes
/// stay as they are, as the operator may have set them for a reason, such as a backup.
/// </summary>
internal sealed partial class ExposedFiles(
    DatabaseOptions database,
    KeyProtectionOptions keys,
    EmailOptions mail,
    IServiceProvider services,
    ILogger<ExposedFiles> logger)
{
    public void Warn()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string path in Paths().Select(Path.GetFullPath).Where(IsExposed))
        {
            OthersCanRead(logger, path);
        }
    }

    private IEnumerable<string> Paths()
    {
        if (database.Provider == DatabaseProvider.Sqlite && services.GetRequiredService<SqliteConnections>().Path is { } file)
        {
            yield return file;
            yield return $"{file}-wal";
            yield return $"{file}-shm";
        }

        if (keys.Storage == KeyStorage.Folder)
        {
            yield return keys.KeysPath;
        }

        if (keys.CertificatePath is { Length: > 0 } certificate)
        {
            yield return certificate;
        }

        if (mail.Transport == EmailTransportKind.Folder)
        {
            yield return mail.Folder;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsExposed(string path)
    {
        try
        {
            return Path.Exists(path) && IsReachable(Path.GetDirectoryName(path)) && (Directory.Exists(path)
                ? Allows(path, UnixFileMode.OtherExecute) && Directory.EnumerateFiles(path).Any(file => Allows(file, UnixFileMode.OtherRead))
                : Allows(path, UnixFileMode.OtherRead));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another instance has moved a file meanwhile. A warning is no reason to stop the start.
            return false;
        }
    }

    // One closed folder above is enough to keep others out.
    [UnsupportedOSPlatform("windows")]
    private static bool IsReachable(string? folder) =>
        folder is null || (Allows(folder, UnixFileMode.OtherExecute) && IsReachable(Path.GetDirectoryName(folder)));

    [UnsupportedOSPlatform("windows")]
    private static bool Allows(string path, UnixFileMode right) => (File.GetUnixFileMode(path) & right) != 0;

    [LoggerMessage(4005, LogLevel.Warning, "Other users of this machine can read what the service stores. Close it to them: chmod -R o-rwx {Path}")]
    private static partial void OthersCanRead(ILogger logger, string path);
}
