using System.Text.RegularExpressions;

namespace CleanAuth.ArchitectureTests.Sources;

/// <summary>The folders of Application depend on each other in one direction, so that each can be read without its users.</summary>
internal sealed partial class FeatureFolderTests
{
    // Each row may use the rows above it. Folders in one row may use each other, but not both ways.
    private static readonly string[][] Order =
    [
        ["Abstractions", "Errors", "Validation", "Paging"],
        ["Throttling", "Auditing", "Accounts"],
        ["Links"],
        ["Sessions"],
        ["Tokens"],
        ["EmailDelivery"],
        ["Passwords"],
        ["Login"],
        ["EmailAddresses", "AccountLifecycle"],
        ["Registration", "CurrentUser"],
        ["Admin", "Operations"],
    ];

    private static readonly SourceFile[] Sources = SourceFile.ReadAll("src/Application");

    private static string[] Folders => [.. Order.SelectMany(row => row)];

    [Test]
    public void Folders_WhenAdded_AreInTheOrder()
    {
        IEnumerable<string> folders = Sources.Select(FolderOf).OfType<string>().Distinct();

        Assert.That(folders, Is.EquivalentTo(Folders), "Add the folder to Order: below all that it uses, above all that use it.");
    }

    [Test]
    public void References_WhenCollected_GoOneWay()
    {
        string[] violations = Violations(Sources);

        Assert.That(
            violations,
            Is.Empty,
            "Move the shared type to the lower folder, or pass a value. Order lists the folders: each row may use the rows above it.");
    }

    [TestCase("Login", "using CleanAuth.Application.Passwords;", ExpectedResult = "")]
    [TestCase("Passwords", "using CleanAuth.Application.Login;", ExpectedResult = "Passwords -> Login")]
    [TestCase("Passwords", "/// <see cref=\"Login.PasswordLogin\"/>", ExpectedResult = "Passwords -> Login")]
    [TestCase("Passwords", "LoginAttempt attempt = Login(command);", ExpectedResult = "")]
    [TestCase("Passwords", "using CleanAuth.Domain.Login;", ExpectedResult = "")]
    [TestCase("EmailAddresses", "using CleanAuth.Application.AccountLifecycle;", ExpectedResult = "")]
    public string References_WhenTheyPointToAHigherRow_AreReported(string folder, string text) =>
        string.Join(", ", Violations([new SourceFile($"src/Application/{folder}/Sample.cs", text)]));

    [Test]
    public void References_WhenTwoFoldersOfARowUseEachOther_AreReported()
    {
        SourceFile[] files =
        [
            new("src/Application/EmailAddresses/A.cs", "using CleanAuth.Application.AccountLifecycle;"),
            new("src/Application/AccountLifecycle/B.cs", "using CleanAuth.Application.EmailAddresses;"),
        ];

        Assert.That(
            Violations(files),
            Is.EquivalentTo(["EmailAddresses -> AccountLifecycle", "AccountLifecycle -> EmailAddresses"]));
    }

    private static string[] Violations(IEnumerable<SourceFile> files)
    {
        HashSet<(string From, string To)> references =
        [
            .. from file in files
               let folder = FolderOf(file)
               where folder is not null
               from reference in ReferencesOf(file)
               where reference != folder
               select (folder, reference),
        ];
        return
        [
            .. references
                .Where(pair => RowOf(pair.To) > RowOf(pair.From)
                    || (RowOf(pair.To) == RowOf(pair.From) && references.Contains((pair.To, pair.From))))
                .Select(pair => $"{pair.From} -> {pair.To}"),
        ];
    }

    private static IEnumerable<string> ReferencesOf(SourceFile file) =>
        Qualified().Matches(file.Text).Select(match => match.Groups[1].Value).Where(Folders.Contains);

    private static int RowOf(string folder) => Array.FindIndex(Order, row => row.Contains(folder));

    private static string? FolderOf(SourceFile file) => file.Path.Split('/') is [_, _, var folder, _, ..] ? folder : null;

    // A using directive, or a name that is qualified by a neighbouring namespace.
    [GeneratedRegex(@"(?:CleanAuth\.Application\.|(?<=[<(\s""!])(?=\w+\.[A-Z]))([A-Z]\w+)")]
    private static partial Regex Qualified();
}
