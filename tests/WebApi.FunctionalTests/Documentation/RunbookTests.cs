using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Deployment;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>
/// An operator searches the log for the lines that <c>docs/runbook.md</c> quotes, so the service must write each of them.
/// </summary>
internal sealed partial class RunbookTests
{
    private const string StandardError = "standard error: ";

    private static readonly string[] Symptoms =
    [
        "Database unreachable", "Database read-only", "Disk full", "Emails stuck", "Keys lost", "Clock wrong",
        "Everybody logged out after a change of settings",
    ];

    private readonly string runbook = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "runbook.md"));

    [Test]
    public void Sections_WhenRead_AreSymptomsWithALogLineAndACure()
    {
        string[] sections = runbook.Split("\n## ")[1..];

        Assert.That(sections.Select(section => section.Split('\n')[0]), Is.EqualTo(Symptoms));
        Assert.That(sections, Has.All.Contains("\n```\n").And.All.Contains("**Cure.**"));
    }

    [Test]
    public void EveryLogLine_WhenRead_IsWrittenByTheCode()
    {
        string[] written = [.. Code.Files.SelectMany(file => LogMessage().Matches(file.Text)).Select(match =>
            $"{match.Groups["id"].Value} {match.Groups["level"].Value} {string.Concat(Literal().Matches(match.Groups["text"].Value).Select(part => part.Groups[1].Value))}")];
        string[] lines = [.. Lines().Where(line => !line.StartsWith(StandardError, StringComparison.Ordinal)).Distinct()];

        Assert.That(lines, Has.Length.AtLeast(14).And.SubsetOf(written));
    }

    [Test]
    public void EveryLineOfTheStandardError_WhenRead_IsWrittenByTheCode()
    {
        string[] lines = [.. Lines().Where(line => line.StartsWith(StandardError, StringComparison.Ordinal)).Select(line => line[StandardError.Length..])];

        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines.Where(line => !Code.Files.Any(file => file.Text.Contains(line, StringComparison.Ordinal))), Is.Empty);
    }

    private string[] Lines() =>
        [.. Block().Matches(runbook).SelectMany(match => match.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    [GeneratedRegex("^```\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    // The text may consist of several literals.
    [GeneratedRegex("""\[LoggerMessage\(\s*(?<id>\d+),\s*LogLevel\.(?<level>\w+),\s*(?<text>(?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+)\)\]""")]
    private static partial Regex LogMessage();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();
}
