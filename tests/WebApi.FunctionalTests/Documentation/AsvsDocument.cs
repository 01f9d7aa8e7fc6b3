using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The rows of <c>docs/asvs.md</c>, and their errors.</summary>
internal sealed partial class AsvsDocument(string document)
{
    private static readonly string Tests = Path.Combine(RepositoryRoot.Path, "tests");

    private static readonly Lazy<string[]> Sources = new(() =>
    [
        .. Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsOutput(path))
            .Select(File.ReadAllText),
    ]);

    public AsvsRow[] Rows { get; } =
    [
        .. MarkdownTable.RowsOf(document)
            .Where(cells => RequirementId().IsMatch(cells[0]))
            .Select(cells => new AsvsRow(cells[0], cells[1], cells[2], cells[3], cells[4])),
    ];

    /// <summary>The sentence with the counts.</summary>
    public string Summary => $"L1: {Count("L1")} met. L2: {Count("L2")} met.";

    public double ShareMet(string level) => (double)Met(level) / Rows.Count(row => row.Level == level);

    /// <summary>Every requirement that applies, with its level.</summary>
    public static string[] ReadApplicable() =>
        [.. File.ReadAllLines(Path.Combine(Tests, "WebApi.FunctionalTests", "Documentation", "asvs-applicable.tsv"))];

    /// <summary>The citations of a row that do not exist.</summary>
    public static IEnumerable<string> MissingEvidence(AsvsRow row) => row.Citations.Where(citation => !Exists(citation));

    private static bool Exists(string citation)
    {
        if (citation.StartsWith("attack ", StringComparison.Ordinal))
        {
            return IsRun(citation["attack ".Length..]);
        }

        return TestName().Match(citation) is { Success: true } test
            ? IsTest(test.Groups["fixture"].Value, test.Groups["method"].Value)
            : IsInDocument(citation.Split('#'));
    }

    private static bool IsTest(string fixture, string method) => Sources.Value.Any(source =>
        Regex.IsMatch(source, $@"\bclass {fixture}\b") && Regex.IsMatch(source, $@"(?m)^    public [\w<>?\[\] ]+ {method}\("));

    // The place is a file, optionally with one of its headings.
    private static bool IsInDocument(string[] place)
    {
        string path = Path.Combine(RepositoryRoot.Path, place[0]);
        return File.Exists(path) && (place.Length == 1 || MarkdownTable.Section(File.ReadAllText(path), place[1]).Length > 0);
    }

    // One case or a whole category, but no case that is skipped, waived or pending.
    private static bool IsRun(string attack)
    {
        string folder = Path.Combine(Tests, "WebApi.FunctionalTests", "Attacks");
        if (!Directory.Exists(folder))
        {
            return false;
        }

        JsonObject verdicts = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "verdicts.json")))!.AsObject();
        string[] waived = [.. verdicts.SelectMany(verdict => verdict.Value!.AsObject().Select(entry => entry.Key.Split(' ')[0]))];
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "attacks.json")))!["cases"]!.AsArray()
            .Where(item => (string?)item!["id"] == attack || (string?)item["category"] == attack)
            .Any(item => !waived.Contains((string?)item!["id"]));
    }

    private static bool IsOutput(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private string Count(string level) => $"{Met(level)} of {Rows.Count(row => row.Level == level)}";

    private int Met(string level) => Rows.Count(row => row.Level == level && row.IsMet);

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex RequirementId();

    [GeneratedRegex(@"^(?<fixture>\w+Tests)\.(?<method>\w+)$")]
    private static partial Regex TestName();
}

/// <summary>A requirement, its status, and its evidence or reason.</summary>
internal sealed record AsvsRow(string Id, string Level, string Requirement, string State, string Evidence)
{
    public bool IsMet => State == "met";

    public string[] Citations => MarkdownTable.CodeIn(Evidence);
}
