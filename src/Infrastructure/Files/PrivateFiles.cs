namespace CleanAuth.Infrastructure.Files;

/// <summary>
/// Creates folders and files that no other user of the machine can read, whatever the umask: they hold password hashes, keys and
/// secret links. On Windows they inherit the rights of their folder.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode GroupsFile = OwnersFile | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Creates a folder that is missing, and every missing one above it, with mode 0700.</summary>
    public static DirectoryInfo CreateFolder(string path)
    {
        DirectoryInfo folder = new(path);
        if (folder.Exists)
        {
            return folder;
        }

        if (folder.Parent is { } parent)
        {
            CreateFolder(parent.FullName);
        }

        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnersFolder);
    }

    /// <summary>
    /// Opens a file for writing. A new one gets mode 0600 before anything is in it, or 0660 where the group of the folder may
    /// write, as on a volume that several users share.
    /// </summary>
    public static FileStream Open(string path, FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        bool isNew = !File.Exists(path);
        options.UnixCreateMode = OwnersFile;
        FileStream file = new(path, options);
        if (isNew)
        {
            ShareWithGroup(path);
        }

        return file;
    }

    /// <summary>Sets mode 0660 on a file if the group, but not everyone, may write to its folder. The umask does not change that mode.</summary>
    public static void ShareWithGroup(string path)
    {
        if (!OperatingSystem.IsWindows() && IsShared(Path.GetDirectoryName(Path.GetFullPath(path))!))
        {
            File.SetUnixFileMode(path, GroupsFile);
        }
    }

    // A folder that everyone may write to, such as /tmp, does not say that its group is trusted.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsShared(string folder) =>
        (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.GroupWrite;
}
