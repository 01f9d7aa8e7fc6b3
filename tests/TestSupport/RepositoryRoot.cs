namespace CleanAuth.TestSupport;

/// <summary>The root folder of the repository that the tests were built from.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find(new DirectoryInfo(TestContext.CurrentContext.TestDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "CleanAuth.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No parent folder of the tests contains CleanAuth.sln.");
    }
}
