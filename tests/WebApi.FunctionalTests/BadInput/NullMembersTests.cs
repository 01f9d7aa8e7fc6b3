using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>The OpenAPI document says which members of requests may be null.</summary>
internal sealed class NullMembersTests
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    [Test]
    public async Task EveryEndpoint_WhenAMemberIsNull_RefusesItUnlessTheDocumentAllowsIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        JsonNode document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "openapi.json")))!;

        List<string> accepted = [];
        List<string> documented = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody)
        {
            foreach ((string name, _) in endpoint.Members)
            {
                string row = $"{endpoint} {name}";
                if (AllowsNull(document, endpoint, name))
                {
                    documented.Add(row);
                }

                string body = endpoint.Wrap($$"""{"{{name}}":null}""");
                ApiResponse response = await scene.SendAsync(api, endpoint, new StringContent(body, mediaType: Json), staff);
                if (response.Status < 500 && response.Json["errors"]?[name] is null)
                {
                    accepted.Add(row);
                }
            }
        }

        Assert.That(accepted, Is.EqualTo(documented));
    }

    private static bool AllowsNull(JsonNode document, ApiEndpoint endpoint, string member)
    {
        JsonNode body = document["paths"]!["/" + endpoint.Template.Replace(":guid", "", StringComparison.Ordinal)]![endpoint.Method.ToLowerInvariant()]!["requestBody"]!;
        JsonNode schema = Resolve(document, body["content"]!["application/json"]!["schema"]!);
        JsonNode members = Resolve(document, endpoint.IsWrapped ? schema["properties"]!["user"]! : schema)["properties"]!;
        return (bool?)members[member]!["nullable"] == true;
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema) => (string?)schema["$ref"] is { } reference
        ? reference.Split('/')[1..].Aggregate(document, (node, name) => node[name]!)
        : schema;
}
