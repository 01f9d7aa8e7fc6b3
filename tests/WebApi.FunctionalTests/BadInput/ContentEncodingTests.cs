using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>The service decodes no body. It refuses a body with a Content-Encoding, encoded or not.</summary>
internal sealed class ContentEncodingTests
{
    [TestCase("gzip")]
    [TestCase("br, gzip")]
    [TestCase("identity")]
    [TestCase("nonsense")]
    [TestCase("")]
    public async Task EveryEndpoint_WhenTheBodyHasAContentEncoding_RefusesItAndStoresNothing(string encoding)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        string before = await host.SnapshotAsync();

        List<ApiResponse> responses = [];
        foreach (ApiEndpoint endpoint in EndpointTable.WithBody)
        {
            responses.Add(await scene.SendAsync(api, endpoint, Encoded(scene.Fill(endpoint).Json(), encoding), staff));
        }

        Assert.Multiple(() =>
        {
            Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(415));
            Assert.That(responses.Select(response => (string?)response.Json["code"]), Is.All.EqualTo("unsupported_media_type"));
            Assert.That(responses.Select(response => response.IsDocumentedError()), Is.All.True);

            // RFC 9110 section 15.5.16
            Assert.That(responses.Select(response => response.Header("Accept-Encoding")), Is.All.EqualTo("identity"));
        });
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task AdminPage_WhenTheFormHasAContentEncoding_RefusesIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ByteArrayContent form = Encoded("Email=a%40example.com&Password=x", "gzip");
        form.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.FormUrlEncoded);

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/admin/login/", form);

        Assert.That(response.Status, Is.EqualTo(415));
        Assert.That(response.IsPage(), Is.True);
    }

    [Test]
    public async Task EndpointWithoutABody_WhenAnEncodedBodyIsSent_RefusesIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Delete, "/api/sessions/", Encoded("x", "gzip"), session.Access);

        Assert.That(response.Status, Is.EqualTo(415));
    }

    [Test]
    public async Task UnknownPath_WhenTheBodyHasAContentEncoding_IsNotFound()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/users/", Encoded("{}", "gzip"));

        Assert.That(response.Status, Is.EqualTo(404));
    }

    private static ByteArrayContent Encoded(string body, string encoding)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }
}
