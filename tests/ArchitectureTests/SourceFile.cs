namespace CleanAuth.ArchitectureTests;

/// <summary>A source file. The path is relative to the repository and has forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly string[] Generated = ["bin", "obj", "dist", "node_modules"];

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public int Lines => Text.Count(character => character == '\n');

    public static SourceFile[] ReadAll(string folder, string pattern = "*.cs")
    {
        string root = RepositoryRoot();
        return [.. PathsOf(folder, pattern).Select(path => new SourceFile(path, File.ReadAllText(System.IO.Path.Combine(root, path))))];
    }

    /// <summary>Reads the files in the root folder of the repository.</summary>
    public static SourceFile[] ReadRoot(string pattern) =>
    [
        .. from path in Directory.EnumerateFiles(RepositoryRoot(), pattern)
           select new SourceFile(System.IO.Path.GetFileName(path), File.ReadAllText(path)),
    ];

    /// <summary>The paths of the files below a folder, without the output of builds and installed packages.</summary>
    public static IEnumerable<string> PathsOf(string folder, string pattern)
    {
        string root = RepositoryRoot();
        return FilesIn(new DirectoryInfo(System.IO.Path.Combine(root, folder)), pattern)
            .Select(file => System.IO.Path.GetRelativePath(root, file.FullName).Replace('\\', '/'));
    }

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo folder, string pattern) =>
        folder.EnumerateFiles(pattern).Concat(
            folder.EnumerateDirectories().Where(child => !Generated.Contains(child.Name)).SelectMany(child => FilesIn(child, pattern)));

    public static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "CleanAuth.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("CleanAuth.sln is in none of the folders above the tests.");
    }
}
