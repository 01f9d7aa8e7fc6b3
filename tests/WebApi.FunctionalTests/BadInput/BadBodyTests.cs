using System.Net.Http.Headers;
using System.Text;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>Every endpoint refuses every invalid body with a documented error, and stores nothing.</summary>
internal sealed class BadBodyTests
{
    [TestCaseSource(typeof(BadBody), nameof(BadBody.All))]
    public async Task EveryEndpoint_WhenTheBodyIsInvalid_RefusesItAndStoresNothing(BadBody body)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        List<(ApiEndpoint Endpoint, ApiResponse Response)> responses = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody.Select(scene.Fill))
        {
            responses.Add((endpoint, await scene.SendAsync(api, endpoint, Json(body.Write(endpoint)), staff)));
        }

        Assert.Multiple(() =>
        {
            foreach ((ApiEndpoint endpoint, ApiResponse response) in responses)
            {
                Assert.That(response.Status, Is.EqualTo(body.Status), $"{endpoint}: {response}");
                Assert.That(response.IsDocumentedError(), Is.True, $"{endpoint}: {response}");
            }
        });
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    // The control request: without the error, the largest and deepest body is accepted.
    [Test]
    public async Task EveryEndpoint_WhenTheBodyIsValid_ReadsIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);

        List<string> responses = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody)
        {
            EndpointScene scene = await EndpointScene.SetAsync(host, api, $"target{responses.Count}");
            string json = scene.Fill(endpoint).Json(more: $",\"x\":{BadBody.Nested(endpoint, 32)}");
            ApiResponse response = await scene.SendAsync(api, endpoint, Json(Encoding.UTF8.GetBytes(json.PadRight(64 * 1024))), staff);
            responses.Add($"{response.Status} {endpoint}");
        }

        Assert.That(responses, Is.EqualTo(EndpointTable.WithBody.Select(endpoint => $"{endpoint.Status} {endpoint}")));
    }

    [Test]
    public async Task EveryEndpoint_WhenTheBodyIsNull_ReturnsNoData()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");

        List<string> responses = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody)
        {
            responses.Add($"{await scene.SendAsync(api, endpoint, Json("null"u8.ToArray()), staff)}");
        }

        Assert.That(responses, Is.All.EqualTo("""400 {"errors":{"error":["No data provided"]}}"""));
    }

    [Test]
    public async Task Register_WhenTheBodyIsTooLargeAndItsLengthUnknown_IsRefused()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.TransferEncodingChunked = true;
        using Api api = new(client);
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/register/", EndpointTable.All[0].Json().PadRight(70_000));

        Assert.That(
            response.ToString(),
            Is.EqualTo("""413 {"detail":"The body is larger than 65536 bytes.","code":"request_too_large"}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    private static ByteArrayContent Json(byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
