using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>Every relative link of a Markdown file leads to a file, and its anchor to a heading.</summary>
internal sealed partial class MarkdownLinksTests
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules"];

    [TestCaseSource(nameof(Pages))]
    public void Links_WhenFollowed_HaveATarget(string page)
    {
        string[] broken = [.. LinksOf(page).Where(link => !LeadsSomewhere(page, link))];

        Assert.That(broken, Is.Empty);
    }

    [TestCase("docs/none.md")]
    [TestCase("docs/api.md#no-such-heading")]
    [TestCase("#no-such-heading")]
    public void Links_WhenTheTargetDoesNotExist_AreReported(string link) => Assert.That(LeadsSomewhere("README.md", link), Is.False);

    [Test]
    public void Pages_WhenInDocs_AreInTheIndex()
    {
        string[] linked = [.. LinksOf("docs/README.md").Select(link => $"docs/{link}")];
        IEnumerable<string> pages = Pages().Where(
            page => page.StartsWith("docs/", StringComparison.Ordinal) && page.Count(letter => letter == '/') == 1);

        Assert.That(pages.Except(["docs/README.md"]), Is.SubsetOf(linked));
    }

    private static IEnumerable<string> Pages() => MarkdownFiles(new DirectoryInfo(RepositoryRoot.Path))
        .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/'));

    // Folders that begin with a dot contain tools and their state, apart from .github.
    private static IEnumerable<string> MarkdownFiles(DirectoryInfo folder) =>
    [
        .. folder.EnumerateFiles("*.md").Select(file => file.FullName),
        .. from child in folder.EnumerateDirectories()
           where !Skipped.Contains(child.Name) && (child.Name == ".github" || child.Name[0] != '.')
           from file in MarkdownFiles(child)
           select file,
    ];

    private static bool LeadsSomewhere(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0
            ? Path.Combine(RepositoryRoot.Path, page)
            : Path.GetFullPath(Path.Combine(RepositoryRoot.Path, Path.GetDirectoryName(page)!, parts[0]));
        return (File.Exists(target) || Directory.Exists(target)) && (parts.Length == 1 || AnchorsOf(target).Contains(parts[1]));
    }

    private static IEnumerable<string> LinksOf(string page) => Link().Matches(WithoutCode(Document.Read(page)))
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    // As GitHub makes them: lower case, dashes for spaces, no other characters.
    private static IEnumerable<string> AnchorsOf(string path) => Heading().Matches(WithoutFences(File.ReadAllText(path)))
        .Select(match => OutsideAnchors().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => CodeSpan().Replace(WithoutFences(text), "");

    private static string WithoutFences(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex OutsideAnchors();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex CodeSpan();
}
