namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>The product's own code, without what a tool wrote.</summary>
internal static class Code
{
    public static (string Path, string Text)[] Files { get; } =
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories)
           let relative = Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/')
           where !new[] { "/obj/", "/bin/", "/Migrations/" }.Any(folder => relative.Contains(folder, StringComparison.Ordinal))
           select (relative, File.ReadAllText(path)),
    ];
}
