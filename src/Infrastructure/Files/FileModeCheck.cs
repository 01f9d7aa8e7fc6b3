using System.Runtime.Versioning;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.DataProtection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Files;

/// <summary>
/// Warns about files of the service that every user of the machine can read. It does not change their modes, because the operator may
/// have set them on purpose, for example for a backup.
/// </summary>
internal sealed partial class FileModeCheck(
    IDatabaseEngine engine,
    KeyProtectionOptions keys,
    EmailOptions email,
    ILogger<FileModeCheck> logger)
{
    public void WarnAboutExposedFiles()
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
        foreach (string file in engine.Files)
        {
            yield return file;
        }

        if (keys.Storage == KeyStorage.Folder)
        {
            yield return keys.KeysPath;
        }

        if (keys.CertificatePath is { Length: > 0 } certificate)
        {
            yield return certificate;
        }

        if (email.Transport == EmailTransportKind.Folder)
        {
            yield return email.Folder;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsExposed(string path)
    {
        try
        {
            if (!Path.Exists(path) || !IsReachable(Path.GetDirectoryName(path)))
            {
                return false;
            }

            return Directory.Exists(path)
                ? IsReachable(path) && Directory.EnumerateFiles(path).Any(file => Allows(file, UnixFileMode.OtherRead))
                : Allows(path, UnixFileMode.OtherRead);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another instance may have moved the file. A missing warning must not stop the start.
            return false;
        }
    }

    // A folder above that others cannot enter protects the file.
    [UnsupportedOSPlatform("windows")]
    private static bool IsReachable(string? folder) =>
        folder is null || (Allows(folder, UnixFileMode.OtherExecute) && IsReachable(Path.GetDirectoryName(folder)));

    [UnsupportedOSPlatform("windows")]
    private static bool Allows(string path, UnixFileMode right) => (File.GetUnixFileMode(path) & right) != 0;

    [LoggerMessage(
        4005,
        LogLevel.Warning,
        "Other users of this machine can read files of the service. Remove their access: chmod -R o-rwx {Path}")]
    private static partial void OthersCanRead(ILogger logger, string path);
}
