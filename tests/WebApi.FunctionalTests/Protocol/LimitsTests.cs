using System.Net.Sockets;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>Responses to clients that send too much, too slowly or without end.</summary>
internal sealed class LimitsTests
{
    private const string LogIn = "POST /api/login/ HTTP/1.1\r\nHost: accounts.example.com\r\nConnection: close\r\nContent-Type: application/json\r\n";

    [Test]
    public async Task Headers_WhenTheyDoNotEnd_TimeOut()
    {
        using CleanAuthHost host = new(("Limits:HeadersTimeout", "00:00:01"));

        string response = await SendAsync(host, "GET /api/user/ HTTP/1.1\r\nHost: accounts.example.com\r\n");

        Assert.That(response, Does.StartWith("HTTP/1.1 408 "));
    }

    [Test]
    public async Task Headers_WhenTheyAreTooLarge_AreRefused()
    {
        using CleanAuthHost host = new(("Limits:MaxHeadersSize", "10240"));
        string headers = $"GET /api/user/ HTTP/1.1\r\nHost: accounts.example.com\r\nConnection: close\r\nX-Large: {new string('a', 9000)}\r\n";

        string[] responses =
        [
            await SendAsync(host, $"{headers}\r\n"),
            await SendAsync(host, $"{headers}X-Other: {new string('a', 1200)}\r\n\r\n"),
        ];

        Assert.That(responses[0], Does.StartWith("HTTP/1.1 401 "));
        Assert.That(responses[1], Does.StartWith("HTTP/1.1 431 "));
    }

    // Django reads headers as Latin-1, in which every byte is a character.
    [TestCase("User-Agent: Caf\u00e9", 200)]
    [TestCase("Cookie: name=\u00e9\u0080\u00ff", 200)]
    [TestCase("X-Name: \u00e9", 200)]
    [TestCase("Origin: \u00e9", 200)]
    [TestCase("Accept-Language: \u00e9", 200)]
    [TestCase("X-Forwarded-For: \u00e9", 200)]
    [TestCase("If-None-Match: \u00e9", 200)]
    [TestCase("Authorization: Bearer \u00e9", 200)]
    [TestCase("Content-Type: \u00e9", 200)]
    [TestCase("X-Name: a\0", 400)]
    public async Task Headers_WhenTheyHaveLatin1Bytes_AreAccepted(string header, int status)
    {
        using CleanAuthHost host = new(
            ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"),
            ("Cors:AllowedOrigins:0", "https://app.example.com"));

        string response = await SendAsync(
            host,
            $"GET /.well-known/jwks.json HTTP/1.1\r\nHost: accounts.example.com\r\nConnection: close\r\n{header}\r\n\r\n");

        Assert.That(response, Does.StartWith($"HTTP/1.1 {status} "));
    }

    // The reader of the body must refuse these.
    [TestCase("GET /api/user/", "Authorization: Bearer \u00e9", 401)]
    [TestCase("GET /api/user/", "Authorization: \u00e9", 401)]
    [TestCase("POST /api/login/", "Content-Length: 2\r\nContent-Type: \u00e9", 415)]
    [TestCase("POST /api/login/", "Content-Length: 2\r\nContent-Encoding: \u00e9", 415)]
    public async Task Headers_WhenTheyHaveLatin1BytesInTheWrongPlace_AreRefusedWithABody(string line, string header, int status)
    {
        using CleanAuthHost host = new();

        string response = await SendAsync(
            host,
            $"{line} HTTP/1.1\r\nHost: accounts.example.com\r\nConnection: close\r\n{header}\r\n\r\n{{}}");

        Assert.That(response, Does.StartWith($"HTTP/1.1 {status} ").And.Contain("\"detail\":"));
    }

    [Test]
    public async Task Headers_WhenThereAreTooMany_AreRefused()
    {
        using CleanAuthHost host = new();
        string many = string.Concat(Enumerable.Range(0, 101).Select(number => $"X-{number}: a\r\n"));

        string response = await SendAsync(host, $"GET /api/user/ HTTP/1.1\r\nHost: accounts.example.com\r\n{many}\r\n");

        Assert.That(response, Does.StartWith("HTTP/1.1 431 "));
    }

    [TestCase("Content-Length: 100\r\n\r\n{\"user\":")]
    [TestCase("Transfer-Encoding: chunked\r\n\r\n7FFFFFFF\r\n{\"user\":")]
    public async Task Body_WhenItDoesNotEnd_Returns408(string body)
    {
        using CleanAuthHost host = new(("Limits:RequestTimeout", "00:00:01"));

        string response = await SendAsync(host, LogIn + body);

        Assert.That(
            response,
            Does.StartWith("HTTP/1.1 408 ").And.Contain("""{"detail":"The request came too slowly.","code":"request_timeout"}"""));
    }

    [Test]
    public async Task Body_WhenBelowTheMinimumRate_Returns408BeforeTheTimeout()
    {
        using CleanAuthHost host = new(("Limits:RequestTimeout", "00:10:00"), ("Limits:MinBytesPerSecond", "1000000"));

        string response = await SendAsync(host, $"{LogIn}Content-Length: 100\r\n\r\n{{");

        Assert.That(response, Does.StartWith("HTTP/1.1 408 "));
    }

    [TestCase("FFFFFFFFFFFFFFFFF\r\n")]
    [TestCase("-1\r\n")]
    [TestCase("zz\r\n")]
    public async Task Chunk_WhenItsSizeIsInvalid_IsRefused(string chunk)
    {
        using CleanAuthHost host = new();

        string response = await SendAsync(host, $"{LogIn}Transfer-Encoding: chunked\r\n\r\n{chunk}{{");

        Assert.That(response, Does.StartWith("HTTP/1.1 400 ").And.Contain("\"code\":\"bad_request\""));
    }

    // Kestrel accepts it as chunked, and leaves the other coding to the application.
    [TestCase("gzip, chunked", 415)]
    [TestCase("identity, chunked", 415)]
    [TestCase("chunked, chunked", 415)]
    [TestCase("chunked", 400)]
    [TestCase("Chunked", 400)]
    public async Task Body_WhenItsTransferCodingIsMoreThanChunked_IsRefused(string coding, int status)
    {
        using CleanAuthHost host = new();

        string response = await SendAsync(host, $"{LogIn}Transfer-Encoding: {coding}\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n");

        Assert.That(response, Does.StartWith($"HTTP/1.1 {status} "));
    }

    [Test]
    public async Task Connection_WhenThereAreTooMany_IsClosedAtOnce()
    {
        using CleanAuthHost host = new(("Limits:MaxConnections", "1"));
        using Api api = new(host.Connect());
        Uri service = host.BaseAddress;
        using TcpClient first = new();
        await first.ConnectAsync(service.Host, service.Port);

        string response = await RawRequest.SendAsync(service, "GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.That(response, Is.Empty);
    }

    [Test]
    public async Task Request_WhenTheServiceIsTooSlow_Returns503WithRetryAfter()
    {
        using CleanAuthHost host = new(("Limits:RequestTimeout", "00:00:01"), ("Passwords:MaxConcurrentHashes", "1"));
        using Api api = new(host.Connect());
        using HeldHashingPermit permit = host.HoldHashingPermit();

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.ToString(), Is.EqualTo("""503 {"detail":"The request took too long. Try again shortly.","code":"timeout"}"""));
        Assert.That(response.Header("Retry-After"), Is.EqualTo("5"));
        Assert.That(response.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That(host.Logs.Lines, Has.Some.Contains("[5002]").And.Contains("Limits:RequestTimeout"));
    }

    private static async Task<string> SendAsync(CleanAuthHost host, string text)
    {
        using HttpClient client = host.Connect();
        return await RawRequest.SendAsync(client.BaseAddress!, text);
    }
}
