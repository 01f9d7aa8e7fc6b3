using System.Net;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.OpenApi;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

internal sealed class OpenApiDocumentTests
{
    private const string DocumentPath = "/swagger/v1/swagger.json";

    private static readonly string[] Methods = ["get", "head", "post", "put", "patch", "delete"];

    [Test]
    [Category("Documents")]
    public async Task OpenApiDocument_WhenComparedWithTheRepository_IsTheSame()
    {
        string path = Path.Combine(RepositoryRoot.Path, "docs", "openapi.json");

        string served = await ReadDocumentAsync();

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, served);
        }

        Assert.That(
            served,
            Is.EqualTo(await File.ReadAllTextAsync(path)),
            "docs/openapi.json is stale: run `make docs` and commit it.");
    }

    [Test]
    public async Task Document_WhenRead_HasAnExampleOfEveryBody()
    {
        JsonNode document = JsonNode.Parse(await ReadDocumentAsync())!;

        List<string> bodiesWithoutExample = [];
        foreach ((string name, JsonNode operation) in OperationsOf(document))
        {
            foreach ((string body, JsonNode media) in BodiesOf(operation))
            {
                // The writer of the document omits an example that is an empty object.
                bool isEmpty = (string?)media["schema"]!["description"] == OpenApiSetup.EmptyObject;
                if (media["example"] is null && media["examples"] is null && !isEmpty)
                {
                    bodiesWithoutExample.Add($"{name} {body}");
                }
            }
        }

        Assert.That(bodiesWithoutExample, Is.Empty);
    }

    [Test]
    public async Task Document_WhenRead_DescribesEveryOperationAndItsFailures()
    {
        JsonNode document = JsonNode.Parse(await ReadDocumentAsync())!;

        Assert.Multiple(() =>
        {
            foreach ((string name, JsonNode operation) in OperationsOf(document))
            {
                Assert.That((string?)operation["summary"], Is.Not.Empty, name);
                Assert.That((string?)operation["operationId"], Is.Not.Empty, name);
                Assert.That(operation["responses"]!["500"], Is.Not.Null, name);
                Assert.That(operation["requestBody"] is null || operation["responses"]!["400"] is not null, name);
                Assert.That(operation["security"] is null || operation["responses"]!["401"] is not null, name);
            }
        });
    }

    [Test]
    public async Task Document_WhenRead_HasAnIdOfItsOwnForEveryOperation()
    {
        JsonNode document = JsonNode.Parse(await ReadDocumentAsync())!;

        Assert.That(OperationsOf(document).Select(operation => (string?)operation.Operation["operationId"]), Is.Unique);
    }

    [TestCase("RegisterUserRequest", "email", "password", "username")]
    [TestCase("BindEmailRequest", "token")]
    [TestCase("UpdateCurrentUserRequest")]
    public async Task Document_WhenMembersMayBeAbsent_DoesNotRequireThem(string request, params string[] required)
    {
        JsonNode document = JsonNode.Parse(await ReadDocumentAsync())!;

        JsonArray? listed = document["components"]!["schemas"]![request]!["required"]?.AsArray();

        Assert.That(listed?.Select(name => (string?)name) ?? [], Is.EquivalentTo(required));
    }

    [Test]
    public async Task SwaggerUi_WhenNotEnabled_IsNotFound()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        using HttpResponseMessage document = await client.GetAsync(DocumentPath);
        using HttpResponseMessage page = await client.GetAsync("/swagger/index.html");
        using HttpResponseMessage script = await client.GetAsync("/swagger/authorize.js");

        Assert.Multiple(() =>
        {
            Assert.That(document.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(script.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        });
    }

    private static async Task<string> ReadDocumentAsync()
    {
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using HttpClient client = host.Connect();
        using HttpResponseMessage response = await client.GetAsync(DocumentPath);
        string document = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, () => string.Join('\n', host.Logs.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))));
        return document.ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static IEnumerable<(string Name, JsonNode Operation)> OperationsOf(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where Methods.Contains(operation.Key)
        select ($"{operation.Key} {path.Key}", operation.Value);

    private static IEnumerable<(string Name, JsonNode Media)> BodiesOf(JsonNode operation)
    {
        if (operation["requestBody"] is { } request)
        {
            yield return ("request", request["content"]!["application/json"]!);
        }

        foreach ((string status, JsonNode? response) in operation["responses"]!.AsObject())
        {
            // These two have no body.
            if (status is not ("202" or "204"))
            {
                yield return (status, response!["content"]!.AsObject().Single().Value!);
            }
        }
    }
}
