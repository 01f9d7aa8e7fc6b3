using System.Text.RegularExpressions;

namespace CleanAuth.ArchitectureTests;

/// <summary>Each record in <c>docs/decisions</c> follows the template and is in the index.</summary>
internal sealed partial class DecisionRecordTests
{
    private const string ValidRecord = """
        # 0001: Keep it simple

        - **Status:** Accepted
        - **Date:** 2026-11-24

        ## Context
        Text.

        ## Decision
        Text.

        ## Consequences
        Good:
        - Text.

        Bad:
        - Text.

        """;

    private static readonly SourceFile[] Documents = SourceFile.ReadAll("docs/decisions", "*.md");

    [Test]
    public void Records_WhenRead_FollowTheTemplate()
    {
        string[] faulty = [.. Records().Where(record => !FollowsTemplate(record)).Select(record => record.Path)];

        Assert.That(Records(), Is.Not.Empty);
        Assert.That(faulty, Is.Empty);
    }

    [Test]
    public void Index_WhenRead_ListsEveryRecordWithItsTitleStatusAndDate()
    {
        string index = Documents.Single(file => file.Name == "README.md").Text;

        IEnumerable<string> rows = index.Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal));

        Assert.That(rows, Is.EquivalentTo(Records().Select(IndexRow)));
    }

    [Test]
    public void Records_WhenSuperseded_NameARecord()
    {
        string[] numbers = [.. Records().Select(record => record.Name[..4])];

        IEnumerable<string> successors = Records()
            .Select(record => Template().Match(record.Text).Groups["successor"].Value)
            .Where(number => number.Length > 0);

        Assert.That(successors, Is.Not.Empty.And.SubsetOf(numbers));
    }

    [Test]
    public void Links_WhenFollowed_LeadToARecord()
    {
        string[] names = [.. Documents.Select(file => file.Name)];

        IEnumerable<string> targets = Documents
            .SelectMany(file => Link().Matches(file.Text))
            .Select(match => match.Groups[1].Value)
            .Distinct();

        Assert.That(targets, Is.SubsetOf(names));
    }

    [TestCase("Text.", "More text.", ExpectedResult = true)]
    [TestCase("# 0001:", "# 0002:", ExpectedResult = false)]
    [TestCase("Accepted", "Proposed", ExpectedResult = false)]
    [TestCase("Accepted", "Superseded by 0045", ExpectedResult = true)]
    [TestCase("- **Date:** 2026-11-24\n", "", ExpectedResult = false)]
    [TestCase("## Context\nText.\n", "## Context\n", ExpectedResult = false)]
    [TestCase("## Decision", "## Decisions", ExpectedResult = false)]
    [TestCase("Bad:\n- Text.\n", "", ExpectedResult = false)]
    public bool Record_WhenItDiffersFromTheTemplate_IsReported(string part, string replacement)
    {
        string text = ValidRecord.ReplaceLineEndings("\n").Replace(part, replacement, StringComparison.Ordinal);

        return FollowsTemplate(new SourceFile("docs/decisions/0001-simple.md", text));
    }

    private static IEnumerable<SourceFile> Records() => Documents.Where(file => char.IsAsciiDigit(file.Name[0]));

    private static bool FollowsTemplate(SourceFile record) =>
        Template().Match(record.Text) is { Success: true } match
        && record.Name.StartsWith($"{match.Groups["number"].Value}-", StringComparison.Ordinal);

    private static string IndexRow(SourceFile record)
    {
        GroupCollection parts = Template().Match(record.Text).Groups;
        return $"| [{parts["number"]}]({record.Name}) | {parts["title"]} | {parts["status"]} | {parts["date"]} |";
    }

    [GeneratedRegex(
        """
        \A\#[ ](?<number>\d{4}):[ ](?<title>[^\n]+)\n
        \n
        -[ ]\*\*Status:\*\*[ ](?<status>Accepted|Superseded[ ]by[ ](?<successor>\d{4}))\n
        -[ ]\*\*Date:\*\*[ ](?<date>\d{4}-\d\d-\d\d)\n
        \n
        \#\#[ ]Context\n(?:[^\n\#][^\n]*\n)+
        \n
        \#\#[ ]Decision\n(?:[^\n\#][^\n]*\n)+
        \n
        \#\#[ ]Consequences\nGood:\n(?:-[ ][^\n]+\n)+
        \n
        Bad:\n(?:-[ ][^\n]+\n)+\z
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Template();

    [GeneratedRegex(@"\]\((\d{4}-[\w-]+\.md)\)")]
    private static partial Regex Link();
}
