namespace CleanAuth.ArchitectureTests.Sources;

/// <summary>A folder has one subject and few files, so that a reader can understand it at a glance.</summary>
internal sealed class FolderTests
{
    private const int MaxFiles = 15;
    private const int MaxUseCaseFiles = 5;

    private static readonly string[] Extensions = ["cs", "cshtml", "liquid", "js", "css", "sh"];

    // Folders with many files of one kind, which readers find by name.
    private static readonly string[] Excepted = ["src/Application/Errors", "/Migrations", "/Templates/"];

    private static readonly string[] Files =
    [
        .. Extensions.SelectMany(extension =>
            SourceFile.PathsOf("src", $"*.{extension}").Concat(SourceFile.PathsOf("tests", $"*.{extension}"))),
    ];

    [Test]
    public void Folders_WhenTheyHoldSourceFiles_StaySmall()
    {
        string[] large = [.. LargeFolders(Files).Select(Describe)];

        Assert.That(Files, Has.Length.GreaterThan(1000));
        Assert.That(large, Is.Empty, $"Split the folder by subject: a folder holds at most {MaxFiles} source files.");
    }

    [TestCase("src/Domain/Accounts", 15, ExpectedResult = false)]
    [TestCase("src/Domain/Accounts", 16, ExpectedResult = true)]
    [TestCase("src/Application/Errors", 16, ExpectedResult = false)]
    [TestCase("src/Infrastructure/Persistence/Sqlite/Migrations", 16, ExpectedResult = false)]
    [TestCase("src/Infrastructure/EmailDelivery/Templates/en", 30, ExpectedResult = false)]
    public bool Folders_WhenTheyHoldManyFiles_AreReported(string folder, int files) =>
        LargeFolders(Enumerable.Range(0, files).Select(number => $"{folder}/{number}.cs")).Any();

    [Test]
    public void UseCases_WhenTheyHaveAFolder_HoldFewFiles()
    {
        string[] large = [.. LargeUseCases(Files).Select(Describe)];

        Assert.That(
            large,
            Is.Empty,
            "Move shared code one folder up: a use case is a command or query, a validator, a handler, " +
            $"and at most {MaxUseCaseFiles - 3} parts.");
    }

    [TestCase(5, ExpectedResult = false)]
    [TestCase(6, ExpectedResult = true)]
    public bool UseCases_WhenTheyHoldManyFiles_AreReported(int files) => LargeUseCases(
        Enumerable.Range(1, files - 1)
            .Select(number => $"src/Application/Links/AddLink/{number}.cs")
            .Append("src/Application/Links/AddLink/AddLinkHandler.cs")).Any();

    private static string Describe((string Path, int Count) folder) => $"{folder.Path}: {folder.Count} files";

    private static IEnumerable<(string Path, int Count)> LargeFolders(IEnumerable<string> files) =>
        FoldersOf(files).Where(folder => folder.Count > MaxFiles && !IsExcepted(folder.Path));

    private static IEnumerable<(string Path, int Count)> LargeUseCases(IEnumerable<string> files)
    {
        string[] all = [.. files];
        HashSet<string> useCases = [.. all.Where(IsHandler).Select(FolderOf)];
        return FoldersOf(all).Where(folder => useCases.Contains(folder.Path) && folder.Count > MaxUseCaseFiles);
    }

    private static IEnumerable<(string Path, int Count)> FoldersOf(IEnumerable<string> files) =>
        files.GroupBy(FolderOf).Select(group => (group.Key, group.Count()));

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    private static bool IsHandler(string path) =>
        path.StartsWith("src/Application/", StringComparison.Ordinal) && path.EndsWith("Handler.cs", StringComparison.Ordinal);

    private static bool IsExcepted(string folder) => Excepted.Any(part => $"{folder}/".Contains(part, StringComparison.Ordinal));
}
