using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Support;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>Bad bodies at the endpoints for staff, and whether all endpoints that read a body are tried.</summary>
internal sealed class AdminBodyTests
{
    private const string UserId = "{user}";
    private const string GroupId = "{group}";

    private static readonly Endpoint[] Endpoints =
    [
        new("POST", "/api/admin/users/", "email", "\"eve@example.com\"", ""","username":"eve","password":"correct horse battery" """),
        new("PATCH", $"/api/admin/users/{UserId}/", "email", "\"eve@example.com\""),
        new("PUT", $"/api/admin/users/{UserId}/rights/", "user_permissions", "[]", ""","is_staff":false,"is_superuser":false,"groups":[] """),
        new("PUT", $"/api/admin/users/{UserId}/password/", "password", "\"correct horse battery\""),
        new("POST", "/api/admin/users/bulk/", "action", "\"activate\"", $$""","user_ids":["{{UserId}}"] """),
        new("POST", "/api/admin/groups/", "name", "\"Support\"", ""","permissions":[] """),
        new("PUT", $"/api/admin/groups/{GroupId}/", "name", "\"Support\"", ""","permissions":[] """),
        new("DELETE", $"/api/admin/users/{UserId}/", "current_password", "\"correct horse\""),
        new("DELETE", $"/api/admin/groups/{GroupId}/", "current_password", "\"correct horse\""),
    ];

    private static readonly string[] ContentTypes = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-7"];

    [TestCaseSource(typeof(BadBody), nameof(BadBody.All))]
    public async Task EveryEndpoint_WhenTheBodyIsBad_RefusesAndStoresNothing(BadBody body)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.SignUpSuperuserAsync(host);
        AdminScene scene = await AdminScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        Assert.Multiple(async () =>
        {
            foreach (Endpoint endpoint in Endpoints)
            {
                Endpoint filled = endpoint with { Path = scene.Fill(endpoint.Path), Rest = scene.Fill(endpoint.Rest) };
                Answer answer = await SendAsync(api, filled, body.Write(filled), "application/json", staff);
                Assert.That(answer.Status, Is.EqualTo(body.Status), $"{endpoint}: {answer}");
                Assert.That(answer.IsDocumentedRefusal(), Is.True, $"{endpoint}: {answer}");
            }
        });
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCaseSource(nameof(ContentTypes))]
    public async Task EveryEndpoint_WhenTheBodyIsNotSentAsJson_RefusesAndStoresNothing(string contentType)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.SignUpSuperuserAsync(host);
        AdminScene scene = await AdminScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        List<int> statuses = [];
        foreach (Endpoint endpoint in Endpoints)
        {
            Endpoint filled = endpoint with { Path = scene.Fill(endpoint.Path) };
            statuses.Add((await SendAsync(api, filled, Encoding.UTF8.GetBytes(scene.Fill(filled.Json())), contentType, staff)).Status);
        }

        Assert.That(statuses, Is.All.EqualTo(415));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    // The counterpart: without the fault the same bodies are read.
    [Test]
    public async Task EveryEndpoint_WhenTheBodyIsGood_ReadsIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.SignUpSuperuserAsync(host);

        List<int> statuses = [];
        foreach (Endpoint endpoint in Endpoints)
        {
            AdminScene scene = await AdminScene.SetAsync(host, api, $"target{statuses.Count}");
            string json = scene.Fill(endpoint.Json()).Replace("eve", $"eve{statuses.Count}", StringComparison.Ordinal).Replace("Support", $"Support {statuses.Count}", StringComparison.Ordinal);
            Answer answer = await SendAsync(
                api, endpoint with { Path = scene.Fill(endpoint.Path) }, Encoding.UTF8.GetBytes(json), "application/json", staff);
            statuses.Add(answer.Status);
        }

        Assert.That(statuses, Is.EqualTo([201, 200, 200, 204, 200, 201, 200, 204, 204]));
    }

    [Test]
    public void Endpoints_WhenTheyReadABody_AreAllTried()
    {
        JsonNode paths = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "openapi.json")))!["paths"]!;
        string[] documented =
        [
            .. from path in paths.AsObject()
               from operation in path.Value!.AsObject()
               where operation.Value!["requestBody"] is not null
               select $"{operation.Key.ToUpperInvariant()} {path.Key}",
        ];

        IEnumerable<string> tried = Endpoint.All.Concat(Endpoints).Select(endpoint => endpoint.ToString().TrimEnd('/'));

        Assert.That(tried.Select(endpoint => endpoint.Replace(UserId, "{id}", StringComparison.Ordinal).Replace(GroupId, "{id}", StringComparison.Ordinal)), Is.EquivalentTo(documented));
    }

    private static Task<Answer> SendAsync(Api api, Endpoint endpoint, byte[] body, string contentType, ClientTokens staff)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return api.SendAsync(HttpMethod.Parse(endpoint.Method), endpoint.Path, content, staff.Access, ("If-Match", "*"));
    }
}
