using System.Net.Http.Headers;
using System.Text;
using CleanAuth.WebApi.FunctionalTests.Support;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>Every bad body at every endpoint: a refusal of the documented shape, and nothing stored.</summary>
internal sealed class BadBodyTests
{
    [TestCaseSource(typeof(BadBody), nameof(BadBody.All))]
    public async Task AnyEndpoint_WhenTheBodyIsBad_RefusesAndStoresNothing(BadBody body)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        string before = await host.SnapshotAsync();

        List<(Endpoint Endpoint, Answer Answer)> answers = [];
        foreach (Endpoint endpoint in Endpoint.All)
        {
            answers.Add((endpoint, await SendAsync(api, endpoint, body.Write(endpoint), session)));
        }

        Assert.Multiple(() =>
        {
            foreach ((Endpoint endpoint, Answer answer) in answers)
            {
                Assert.That(answer.Status, Is.EqualTo(body.Status), $"{endpoint}: {answer}");
                Assert.That(answer.IsDocumentedRefusal(), Is.True, $"{endpoint}: {answer}");
            }
        });
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    // The counterpart of the table: without the fault the same bodies are read.
    [Test]
    public async Task AnyEndpoint_WhenTheBodyIsGood_ReadsIt()
    {
        int[] expected = [201, 200, 200, 200, 400, 400, 400, 202, 400, 401, 200, 401, 401, 401, 202, 400, 400, 202, 400, 400, 204, 401];
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();

        List<int> statuses = [];
        foreach (Endpoint endpoint in Endpoint.All)
        {
            string json = endpoint.Json(
                value: endpoint.Path == "/api/user/" ? "\"ada@example.org\"" : null,
                more: $",\"x\":{BadBody.Nested(endpoint, 32)}");
            Answer answer = await SendAsync(api, endpoint, Encoding.UTF8.GetBytes(json.PadRight(64 * 1024)), session);
            statuses.Add(answer.Status);
        }

        Assert.That(statuses, Is.EqualTo(expected));
    }

    [Test]
    public async Task AnyEndpoint_WhenTheBodyIsNull_SaysThatThereIsNoData([ValueSource(typeof(Endpoint), nameof(Endpoint.All))] Endpoint endpoint)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();

        Answer answer = await SendAsync(api, endpoint, "null"u8.ToArray(), session);

        Assert.That(answer.ToString(), Is.EqualTo("""400 {"errors":{"error":["No data provided"]}}"""));
    }

    [Test]
    public async Task Register_WhenTheBodyIsTooLargeAndOfUnknownLength_IsStopped()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.TransferEncodingChunked = true;
        using Api api = new(client);
        string before = await host.SnapshotAsync();

        Answer answer = await api.SendAsync(HttpMethod.Post, "/api/register/", Endpoint.All[0].Json().PadRight(70_000));

        Assert.That(
            answer.ToString(),
            Is.EqualTo("""413 {"detail":"The body is larger than 65536 bytes.","code":"request_too_large"}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    private static Task<Answer> SendAsync(Api api, Endpoint endpoint, byte[] body, ClientTokens session)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        string access = endpoint.Path is "/api/user/" or "/api/user/delete/" or "/api/logout/" or "/api/password/change/" ? session.Access : "";
        return api.SendAsync(HttpMethod.Parse(endpoint.Method), endpoint.Path, content, access);
    }
}
