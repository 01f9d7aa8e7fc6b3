using System.Globalization;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Tells whether a control group limits the CPU time of this process: its own group or one above, in version 2 or 1 (cgroups(7)). A quota
/// in an unreadable file is not known.
/// </summary>
internal static class CpuQuota
{
    public static bool Exists() => Exists("/proc/self/cgroup", "/sys/fs/cgroup");

    /// <param name="membership">The file with a line <c>hierarchy:controllers:group</c> for each hierarchy.</param>
    /// <param name="mount">The folder of version 2, which has the hierarchies of version 1 as subfolders.</param>
    internal static bool Exists(string membership, string mount) => ReadLines(membership)
        .Any(line => line.Split(':', 3) is [_, var controllers, var group]
            && (controllers.Length == 0
                ? IsLimited(mount, group, "cpu.max")
                : controllers.Split(',').Contains("cpu") && IsLimited(Path.Join(mount, "cpu"), group, "cpu.cfs_quota_us")));

    // A container may see its own group as the root of the mount, so the group's path need not exist there.
    private static bool IsLimited(string hierarchy, string group, string file)
    {
        string[] names = group.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, names.Length + 1).Any(depth => IsQuota(Path.Combine([hierarchy, .. names[..depth], file])));
    }

    // "200000 100000" in version 2 and "200000" in version 1 are quotas; "max 100000" and "-1" are not.
    private static bool IsQuota(string file) => ReadLines(file) is [var line, ..]
        && long.TryParse(line.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long quota)
        && quota > 0;

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
