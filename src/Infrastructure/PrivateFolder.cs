namespace CleanAuth.Infrastructure;

internal static class PrivateFolder
{
    /// <summary>Makes the folder if it is missing, open to its owner only where the platform knows owners.</summary>
    public static DirectoryInfo Create(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
