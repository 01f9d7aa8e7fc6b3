namespace CleanAuth.Infrastructure.Files;

/// <summary>
/// Creates folders and files that other users of the machine cannot read, regardless of the umask, because they contain password
/// hashes, keys and secret links. On Windows they inherit the rights of their folder.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolderMode = OwnerFileMode | UnixFileMode.UserExecute;
    private const UnixFileMode GroupFolderMode =
        OwnerFolderMode | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode GroupFileMode = OwnerFileMode | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Creates the folder and its missing parents with mode 0700, or 0770 if the group may write to the parent.</summary>
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

        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        folder = Directory.CreateDirectory(path, OwnerFolderMode);
        if (folder.Parent is { } above && IsShared(above.FullName))
        {
            // Keep the setgid bit, which the new folder inherits from a parent with mode 2770, so that files in it get the group of
            // the parent.
            folder.UnixFileMode = GroupFolderMode | (folder.UnixFileMode & UnixFileMode.SetGroup);
        }

        return folder;
    }

    /// <summary>
    /// Opens a file for writing. A new file gets mode 0600, or 0660 if the group may write to its folder, before any content is
    /// written.
    /// </summary>
    public static FileStream Open(string path, FileMode mode) => Open(path, mode, isShared: true);

    /// <summary>Creates a file that only its owner can read, also in a folder that the service shares with a group.</summary>
    public static FileStream CreateForOwner(string path) => Open(path, FileMode.CreateNew, isShared: false);

    private static FileStream Open(string path, FileMode mode, bool isShared)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        bool isNew = !File.Exists(path);
        options.UnixCreateMode = OwnerFileMode;
        FileStream file = new(path, options);
        if (isNew && isShared)
        {
            ShareWithGroup(path);
        }

        return file;
    }

    /// <summary>Sets mode 0660 on a file if the group, but not everyone, may write to its folder. The umask does not apply.</summary>
    public static void ShareWithGroup(string path)
    {
        if (!OperatingSystem.IsWindows() && IsShared(Path.GetDirectoryName(Path.GetFullPath(path))!))
        {
            File.SetUnixFileMode(path, GroupFileMode);
        }
    }

    // A folder that everyone may write to, such as /tmp, does not mean that its group is trusted.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsShared(string folder) =>
        (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.GroupWrite;
}
