using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Deployment;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The tables of <c>docs/api.md</c> agree with the OpenAPI document and the code.</summary>
internal sealed class ApiPageTests
{
    private readonly string page = Document.Read("docs/api.md");

    [Test]
    public void Endpoints_WhenRead_AreThoseOfTheServiceWithTheirCallers()
    {
        string[] documented =
        [
            .. from row in RowsOf("Endpoints")
               from path in MarkdownTable.CodeIn(row[0])
               where !path.StartsWith("/health/", StringComparison.Ordinal)
               from method in row[0].Split('`')[0].Split(',', StringSplitOptions.TrimEntries)
               select $"{method} {path.TrimEnd('/')} {row[1]}",
        ];

        string[] served =
        [
            .. from path in Document.OpenApiPaths
               from operation in path.Value!.AsObject()
               where operation.Key != "head"
               select $"{operation.Key.ToUpperInvariant()} {path.Key} {(NeedsBearer(operation.Value!) ? "bearer" : "anyone")}",
        ];
        Assert.That(documented, Is.EquivalentTo(served));
    }

    [Test]
    public void Errors_WhenRead_HaveEveryCodeOfTheOpenApiDocument()
    {
        string[] documented = [.. RowsOf("Errors").Select(row => MarkdownTable.CodeIn(row[0]).Single())];
        string[] inExamples = [.. Codes(Document.OpenApiPaths).Distinct()];

        Assert.That(inExamples, Has.Length.GreaterThan(10).And.SubsetOf(documented));
        Assert.That(
            documented.Where(code => !Code.Files.Any(file => file.Text.Contains($"\"{code}\"", StringComparison.Ordinal))),
            Is.Empty);
    }

    private string[][] RowsOf(string section) => MarkdownTable.RowsOf(MarkdownTable.Section(page, section));

    private static IEnumerable<string> Codes(JsonNode document) => Regex.Matches(document.ToJsonString(), "\"code\":\"(?<code>[a-z_]+)\"")
        .Select(match => match.Groups["code"].Value);

    // An empty requirement in addition to the token makes the token optional.
    private static bool NeedsBearer(JsonNode operation) =>
        operation["security"]?.AsArray().All(requirement => requirement!.AsObject().Count > 0) == true;
}
