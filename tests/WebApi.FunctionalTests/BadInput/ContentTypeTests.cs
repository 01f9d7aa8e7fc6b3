using System.Text;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

internal sealed class ContentTypeTests
{
    [TestCase("text/plain")]
    [TestCase("text/json")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("application/xml")]
    [TestCase("application/merge-patch+json")]
    [TestCase("application/json; charset=utf-7")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase("application/json; charset=iso-8859-1")]
    [TestCase("application/json; charset=nonsense")]
    [TestCase("*/*")]
    [TestCase(";;;")]
    [TestCase("")]
    [TestCase(null)]
    public async Task EveryEndpoint_WhenTheBodyIsNotSentAsJson_RefusesItAndStoresNothing(string? contentType)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        List<ApiResponse> responses = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody)
        {
            responses.Add(await scene.SendAsync(api, endpoint, Content(scene.Fill(endpoint), contentType), staff));
        }

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(415));
        Assert.That(responses.Select(response => (string?)response.Json["code"]), Is.All.EqualTo("unsupported_media_type"));
        Assert.That(responses.Select(response => response.IsDocumentedError()), Is.All.True);
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCase("application/json")]
    [TestCase("APPLICATION/JSON")]
    [TestCase("application/json;charset=UTF-8")]
    [TestCase("application/json; charset=\"utf-8\"")]
    [TestCase("application/json; x=y")]
    public async Task Register_WhenTheBodyIsSentAsJson_ReadsIt(string contentType)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");

        ApiResponse response = await scene.SendAsync(api, EndpointTable.All[0], Content(scene.Fill(EndpointTable.All[0]), contentType));

        Assert.That(response.Status, Is.EqualTo(201));
    }

    private static ByteArrayContent Content(ApiEndpoint endpoint, string? contentType)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(endpoint.Json()));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}
