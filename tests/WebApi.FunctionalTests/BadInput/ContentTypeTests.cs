using System.Text;
using CleanAuth.WebApi.FunctionalTests.Support;

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
    public async Task AnyEndpoint_WhenTheBodyIsNotSentAsJson_RefusesAndStoresNothing(string? contentType)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        string before = await host.SnapshotAsync();

        List<Answer> answers = [];
        foreach (Endpoint endpoint in Endpoint.All)
        {
            answers.Add(await SendAsync(api, endpoint, contentType, session));
        }

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(415));
        Assert.That(answers.Select(answer => (string?)answer.Json["code"]), Is.All.EqualTo("unsupported_media_type"));
        Assert.That(answers.Select(answer => answer.IsDocumentedRefusal()), Is.All.True);
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

        Answer answer = await SendAsync(api, Endpoint.All[0], contentType, new ClientTokens("", ""));

        Assert.That(answer.Status, Is.EqualTo(201));
    }

    private static Task<Answer> SendAsync(Api api, Endpoint endpoint, string? contentType, ClientTokens session)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(endpoint.Json()));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        string access = endpoint.Path is "/api/user/" or "/api/user/delete/" or "/api/logout/" or "/api/password/change/" ? session.Access : "";
        return api.SendAsync(HttpMethod.Parse(endpoint.Method), endpoint.Path, content, access);
    }
}
