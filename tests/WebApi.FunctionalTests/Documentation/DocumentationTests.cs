using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Deployment;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>What is written down is what there is.</summary>
internal sealed class DocumentationTests
{
    private readonly string readme = Read("README.md");

    [Test]
    public void Readme_WhenRead_ListsEverySetting()
    {
        string[] settings = [.. KnownSettings.All.Select(name => name.Replace("__", ":", StringComparison.Ordinal))];

        Assert.That(settings, Is.Not.Empty.And.All.Matches<string>(name => readme.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Test]
    public void Readme_WhenRead_ListsEveryPath() =>
        Assert.That(Paths(), Is.Not.Empty.And.All.Matches<string>(path => readme.Contains($"`{path}", StringComparison.Ordinal)));

    [Test]
    public void Readme_WhenItSaysADefault_IsRight()
    {
        JsonNode settings = JsonNode.Parse(Read("src/WebApi/appsettings.json"))!;
        var documented = MarkdownTable.RowsOf(readme)
            .Where(row => Regex.IsMatch(row[0], "^`[A-Za-z]+(:[A-Za-z]+)+`$") && Regex.IsMatch(row[1], "^`[^`]+`$"))
            .Select(row => (Name: row[0].Trim('`'), Default: row[1].Trim('`')))
            .ToArray();

        var wrong = documented.Where(row => Effective(settings, row.Name) != row.Default);

        Assert.That(documented, Has.Length.GreaterThan(20));
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Readme_WhenItSaysWhoMayCall_IsRight()
    {
        string[] documented =
        [
            .. from row in MarkdownTable.RowsOf(readme)
               where row.Length == 4 && row[1] is "anyone" or "bearer"
               from path in MarkdownTable.CodeIn(row[0])
               let route = path.TrimEnd('/')
               where Document()[route] is not null
               from method in row[0].Split('`')[0].Split(',', StringSplitOptions.TrimEntries)
               select $"{method} {route} {row[1]}",
        ];

        string[] served =
        [
            .. from path in Document().AsObject()
               from operation in path.Value!.AsObject()
               where operation.Key != "head"
               select $"{operation.Key.ToUpperInvariant()} {path.Key} {(NeedsBearer(operation.Value!) ? "bearer" : "anyone")}",
        ];
        Assert.That(documented, Is.EquivalentTo(served));
    }

    [Test]
    public void Requests_WhenRead_HaveEveryOperation()
    {
        string requests = Read("cleanauth.http");

        Assert.That(Operations(), Is.Not.Empty.And.All.Matches<string>(operation => requests.Contains(operation, StringComparison.Ordinal)));
    }

    private static string? Effective(JsonNode settings, string name)
    {
        JsonNode? configured = name.Split(':').Aggregate((JsonNode?)settings, (node, part) => node?[part]);
        return configured switch
        {
            JsonArray list => string.Join(", ", list.Select(item => $"{item}")),
            not null => $"{configured}",
            null when KnownSettings.DefaultOf(name) is { } value => value is bool isOn ? (isOn ? "true" : "false") : $"{value}",
            _ => null,
        };
    }

    private static IEnumerable<string> Operations() =>
        from path in Document().AsObject()
        from operation in path.Value!.AsObject()
        select $"{operation.Key.ToUpperInvariant()} {{{{host}}}}{path.Key}";

    private static IEnumerable<string> Paths() => Document().AsObject().Select(path => path.Key);

    private static JsonNode Document() => JsonNode.Parse(Read("docs/openapi.json"))!["paths"]!;

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));

    // An empty requirement beside the token makes it optional.
    private static bool NeedsBearer(JsonNode operation) =>
        operation["security"]?.AsArray().All(requirement => requirement!.AsObject().Count > 0) == true;
}
