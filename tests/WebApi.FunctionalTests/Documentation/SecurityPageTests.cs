using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Deployment;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The tables of <c>docs/security.md</c> agree with the code.</summary>
internal sealed class SecurityPageTests
{
    private const string Cryptography = @"System\.Security\.Cryptography|\bBCrypt\b|AspNetCore\.DataProtection|IdentityModel";
    private const string Connections = @"\bHttpClient\b|TcpClient|\bSocket\b|SmtpClient|UseSqlServer\(|UseNpgsql\(|\bFile\.|new FileStream|X509CertificateLoader";

    private readonly string page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "security.md"));
    private readonly JsonNode openApi = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "openapi.json")))!;

    [Test]
    public void Input_WhenRead_HasEveryFieldThatIsRead()
    {
        IEnumerable<string> fields = RowsOf("Input").Select(row => MarkdownTable.CodeIn(row[0]).Single());

        Assert.That(fields, Is.EquivalentTo(Schemas("Request").SelectMany(Members).Concat(Parameters()).Distinct()));
    }

    [Test]
    public void Fields_WhenRead_MatchWhatTheApiReturnsToTheOwner()
    {
        string[][] rows = RowsOf("Who may call what");

        Assert.That(
            FieldsWhere(rows, row => row[1].StartsWith("owner", StringComparison.Ordinal)),
            Is.EquivalentTo(Members(Schema("CurrentUserDto")).Except(["tokens"])));
        Assert.That(
            FieldsWhere(rows, row => row[2].StartsWith("owner", StringComparison.Ordinal)),
            Is.EquivalentTo(Members(Schema("UpdateCurrentUserRequest"))));
    }

    [Test]
    public void Fields_WhenRead_MatchWhatTheApiReturnsToStaff()
    {
        string[][] rows = RowsOf("Who may call what");

        Assert.That(FieldsWhere(rows, row => Says(row[1], "staff")), Is.EquivalentTo(Members(Schema("UserDetailsDto"))));
        Assert.That(
            FieldsWhere(rows, row => Says(row[2], "change_user")),
            Is.EquivalentTo(Members(Schema("ChangeUserRequest"))));
        Assert.That(FieldsWhere(rows, row => Says(row[2], "superusers")), Is.EquivalentTo(Members(Schema("ChangeRightsRequest"))));

        static bool Says(string cell, string word) => cell.Contains(word, StringComparison.Ordinal);
    }

    [Test]
    public void Log_WhenRead_HasEveryEvent()
    {
        IEnumerable<string> documented = RowsOf("Log").Select(row => $"{row[0].Trim('`')} {row[1]}");

        IEnumerable<string> logged = Code.Files.SelectMany(file => Regex
            .Matches(file.Text, @"\[LoggerMessage\(\s*(?<id>\d+),\s*LogLevel\.(?<level>\w+)")
            .Select(match => $"{match.Groups["id"].Value} {match.Groups["level"].Value}"));

        Assert.That(documented, Is.EquivalentTo(logged));
    }

    // ConfigurationPageTests compares that page with the settings; this test compares the words of this page with that one.
    [Test]
    public void Defaults_WhenMentioned_MatchTheConfigurationPage()
    {
        Dictionary<string, string> defaults = ConfigurationPage.Settings
            .Where(setting => setting.Default is not null)
            .ToDictionary(setting => setting.Name, setting => setting.Default!);
        (string Name, string Words)[] mentioned = [.. MentionedInTables(), .. MentionedInText()];

        Assert.That(mentioned, Has.Length.AtLeast(20));
        Assert.That(mentioned.Where(item => !DefaultWords.Agree(item.Words, defaults[item.Name])), Is.Empty);
    }

    [TestCase("Cryptography", Cryptography)]
    [TestCase("Connections", Connections)]
    public void Code_WhenItUsesCryptographyOrConnections_IsListed(string section, string use)
    {
        string[] listed = [.. RowsOf(section).SelectMany(row => MarkdownTable.CodeIn(row[2]))];
        string[] used = [.. Code.Files.Where(file => Regex.IsMatch(file.Text, use)).Select(file => file.Path)];

        Assert.That(used, Is.Not.Empty.And.SubsetOf(listed));
        Assert.That(listed, Is.SubsetOf(Code.Files.Select(file => file.Path)));
    }

    // "| what | default | `Setting:Name` | …"
    private IEnumerable<(string Name, string Words)> MentionedInTables() =>
        from row in MarkdownTable.RowsOf(page)
        where row.Length is 3 or 4 && Regex.IsMatch(row[2], "^`\\w+:\\w+`$")
        select (row[2].Trim('`'), row[1]);

    // "`Setting:Name` (10 minutes)" and "10 tries an hour (`Setting:Name`)".
    private IEnumerable<(string Name, string Words)> MentionedInText() => Regex
        .Matches(page, @"`(?<name>\w+:\w+)` \((?<words>[^)`]+)\)|(?<words>\d[\d,]*(?: \w+)?)[^.;()|\d]{0,80}\(`(?<name>\w+:\w+)`\)")
        .Select(match => (match.Groups["name"].Value, match.Groups["words"].Value));

    private string[][] RowsOf(string section) => MarkdownTable.RowsOf(MarkdownTable.Section(page, section));

    private static IEnumerable<string> FieldsWhere(IEnumerable<string[]> rows, Func<string[], bool> condition) =>
        rows.Where(condition).SelectMany(row => MarkdownTable.CodeIn(row[0]));

    private JsonNode Schema(string name) => openApi["components"]!["schemas"]![name]!;

    private IEnumerable<JsonNode> Schemas(string suffix) =>
        from schema in openApi["components"]!["schemas"]!.AsObject()
        where schema.Key.EndsWith(suffix, StringComparison.Ordinal)
        select schema.Value;

    private IEnumerable<string> Parameters() =>
        from path in openApi["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        from parameter in operation.Value!["parameters"] as JsonArray ?? []
        select (string)parameter["name"]!;

    private static IEnumerable<string> Members(JsonNode schema) => schema["properties"]!.AsObject().Select(member => member.Key);
}
