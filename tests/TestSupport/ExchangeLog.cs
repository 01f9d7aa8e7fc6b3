using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;

namespace CleanAuth.TestSupport;

/// <summary>Keeps the last HTTP exchanges of each running test, so that a failure shows what was sent and received.</summary>
public static class ExchangeLog
{
    private const int Kept = 10;
    private const int MaxBody = 2_000;

    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Exchanges = [];

    /// <summary>Adds a response, with the request that it answers, to the log of the current test.</summary>
    public static async Task AddAsync(HttpResponseMessage response, string body)
    {
        ConcurrentQueue<string> exchanges = Exchanges.GetOrAdd(TestContext.CurrentContext.Test.ID, _ => []);
        exchanges.Enqueue($"{await DescribeAsync(response.RequestMessage)}\n  -> {(int)response.StatusCode} {Shorten(body)}");
        if (exchanges.Count > Kept)
        {
            exchanges.TryDequeue(out _);
        }
    }

    /// <summary>Removes and returns the exchanges of a test, oldest first.</summary>
    public static IReadOnlyCollection<string> Take(string testId) =>
        Exchanges.TryRemove(testId, out ConcurrentQueue<string>? exchanges) ? exchanges : [];

    private static async Task<string> DescribeAsync(HttpRequestMessage? request)
    {
        if (request is null)
        {
            return "a raw request";
        }

        // A streamed body can be read only once, and the client has read it.
        string body = request.Content is ByteArrayContent or JsonContent
            ? Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync())
            : "";
        string caller = request.Headers.Authorization is null ? "" : " with a token";
        return $"{request.Method} {request.RequestUri?.PathAndQuery}{caller} {Shorten(body)}";
    }

    private static string Shorten(string body) => body.Length <= MaxBody ? body : $"{body[..MaxBody]}… ({body.Length} characters)";
}
