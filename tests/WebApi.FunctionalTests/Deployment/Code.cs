namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>The source code of the product, without generated files.</summary>
internal static class Code
{
    public static (string Path, string Text)[] Files { get; } = Read("*.cs");

    /// <summary>The pages of the admin.</summary>
    public static (string Path, string Text)[] Views { get; } = Read("*.cshtml");

    private static (string Path, string Text)[] Read(string pattern) =>
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), pattern, SearchOption.AllDirectories)
           let relative = Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/')
           where !new[] { "/obj/", "/bin/", "/Migrations/" }.Any(folder => relative.Contains(folder, StringComparison.Ordinal))
           select (relative, File.ReadAllText(path)),
    ];
}
