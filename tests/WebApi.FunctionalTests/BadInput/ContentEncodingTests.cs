using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using CleanAuth.WebApi.FunctionalTests.Support;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>Bodies are read as they come. One that says that it is encoded is refused, whether or not it is.</summary>
internal sealed class ContentEncodingTests
{
    [TestCase("gzip")]
    [TestCase("br, gzip")]
    [TestCase("identity")]
    [TestCase("nonsense")]
    [TestCase("")]
    public async Task AnyEndpoint_WhenTheBodySaysThatItIsEncoded_RefusesAndStoresNothing(string encoding)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        string before = await host.SnapshotAsync();

        List<Answer> answers = [];
        foreach (Endpoint endpoint in Endpoint.All)
        {
            answers.Add(await api.SendAsync(HttpMethod.Parse(endpoint.Method), endpoint.Path, Encoded(endpoint.Json(), encoding), AccessTo(endpoint, session)));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(415));
            Assert.That(answers.Select(answer => (string?)answer.Json["code"]), Is.All.EqualTo("unsupported_media_type"));
            Assert.That(answers.Select(answer => answer.IsDocumentedRefusal()), Is.All.True);

            // RFC 9110 section 15.5.16
            Assert.That(answers.Select(answer => answer.Header("Accept-Encoding")), Is.All.EqualTo("identity"));
        });
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task AdminPage_WhenTheFormSaysThatItIsEncoded_Refuses()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ByteArrayContent form = Encoded("Email=a%40example.com&Password=x", "gzip");
        form.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.FormUrlEncoded);

        Answer answer = await api.SendAsync(HttpMethod.Post, "/admin/login/", form);

        Assert.That(answer.Status, Is.EqualTo(415));
        Assert.That(answer.IsPage(), Is.True);
    }

    [Test]
    public async Task AnEndpointWithoutABody_WhenOneIsSentEncoded_RefusesIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();

        Answer answer = await api.SendAsync(HttpMethod.Delete, "/api/sessions/", Encoded("x", "gzip"), session.Access);

        Assert.That(answer.Status, Is.EqualTo(415));
    }

    [Test]
    public async Task AnyPath_WhenItIsUnknown_IsNotFoundWhateverTheEncoding()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer answer = await api.SendAsync(HttpMethod.Post, "/api/users/", Encoded("{}", "gzip"));

        Assert.That(answer.Status, Is.EqualTo(404));
    }

    private static ByteArrayContent Encoded(string body, string encoding)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        return content;
    }

    private static string AccessTo(Endpoint endpoint, ClientTokens session) =>
        endpoint.Path is "/api/user/" or "/api/user/delete/" or "/api/logout/" or "/api/password/change/" ? session.Access : "";
}
