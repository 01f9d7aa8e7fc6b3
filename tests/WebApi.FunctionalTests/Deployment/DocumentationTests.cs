using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

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
    public void Requests_WhenRead_HaveEveryOperation()
    {
        string requests = Read("cleanauth.http");

        Assert.That(Operations(), Is.Not.Empty.And.All.Matches<string>(operation => requests.Contains(operation, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Operations() =>
        from path in Document().AsObject()
        from operation in path.Value!.AsObject()
        select $"{operation.Key.ToUpperInvariant()} {{{{host}}}}{path.Key}";

    private static IEnumerable<string> Paths() => Document().AsObject().Select(path => path.Key);

    private static JsonNode Document() => JsonNode.Parse(Read("docs/openapi.json"))!["paths"]!;

    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, path));
}
