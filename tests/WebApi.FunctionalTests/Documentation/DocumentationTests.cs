namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>Rules for the documents at the root of the repository.</summary>
internal sealed class DocumentationTests
{
    private const int MaxReadmeLines = 130;

    [Test]
    public void Readme_WhenRead_IsShort() =>
        Assert.That(Document.Read("README.md").TrimEnd().Split('\n'), Has.Length.AtMost(MaxReadmeLines));

    [Test]
    public void Requests_WhenRead_HaveEveryOperation()
    {
        string requests = Document.Read("cleanauth.http");
        string[] operations =
        [
            .. from path in Document.OpenApiPaths
               from operation in path.Value!.AsObject()
               select $"{operation.Key.ToUpperInvariant()} {{{{host}}}}{path.Key}",
        ];

        Assert.That(operations, Is.Not.Empty.And.All.Matches<string>(operation => requests.Contains(operation, StringComparison.Ordinal)));
    }
}
