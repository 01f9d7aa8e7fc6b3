using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using CleanAuth.Application.Throttling;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>The network of a session shows which client address the service used. The tests are the proxy, at 127.0.0.1.</summary>
internal sealed class ForwardedHeadersMiddlewareTests
{
    private const string Proxy = "127.0.0.1";
    private const string Client = "203.0.113.9";
    private const string Spoofed = "198.51.100.66";

    [Test]
    public async Task Client_WhenNoProxyIsConfigured_IsTheConnection()
    {
        using CleanAuthHost host = new();

        string? network = await NetworkOfLoginAsync(host, Client);

        Assert.That(network, Is.EqualTo(Proxy));
    }

    [Test]
    public async Task Client_WhenTheSwitchOfAspNetCoreIsOn_IsStillTheConnection()
    {
        using CleanAuthHost host = new(("ForwardedHeaders_Enabled", "true"));

        string? network = await NetworkOfLoginAsync(host, Client);

        Assert.That(network, Is.EqualTo(Proxy));
    }

    [TestCase("10.0.7.1", "")]
    [TestCase("", "10.0.7.0/24")]
    public async Task Client_WhenAnotherProxyIsConfigured_IsTheConnection(string proxy, string network)
    {
        using CleanAuthHost host = new(BehindProxy(proxy, network));

        string? found = await NetworkOfLoginAsync(host, Client);

        Assert.That(found, Is.EqualTo(Proxy));
    }

    [TestCase(Proxy, "")]
    [TestCase("", "127.0.0.0/8")]
    public async Task Client_WhenTheProxyIsConfigured_IsTheForwardedAddress(string proxy, string network)
    {
        using CleanAuthHost host = new(BehindProxy(proxy, network));

        string? found = await NetworkOfLoginAsync(host, Client);

        Assert.That(found, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenItSpoofsTheHeader_IsTheAddressThatTheProxyAdded()
    {
        using CleanAuthHost host = new(BehindProxy(Proxy));

        string? network = await NetworkOfLoginAsync(host, $"{Spoofed}, {Client}");

        Assert.That(network, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenBehindTwoConfiguredProxies_IsTheForwardedAddress()
    {
        using CleanAuthHost host = new(
            [.. BehindProxy(Proxy), ("ForwardedHeaders:KnownProxies:1", "10.0.7.1"), ("ForwardedHeaders:ForwardLimit", "2")]);

        string? network = await NetworkOfLoginAsync(host, $"{Spoofed}, {Client}, 10.0.7.1");

        Assert.That(network, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenTheSecondProxyIsNotConfigured_IsThatProxy()
    {
        using CleanAuthHost host = new([.. BehindProxy(Proxy), ("ForwardedHeaders:ForwardLimit", "2")]);

        string? network = await NetworkOfLoginAsync(host, $"{Spoofed}, {Client}");

        Assert.That(network, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenForwarded_IsInTheSecurityEvents()
    {
        using CleanAuthHost host = new(BehindProxy(Proxy));
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        ClientTokens session = await LogInAsync(api, Client);

        ApiResponse response = await api.ListSecurityEventsAsync(session.Access);

        Assert.That((string?)response.Json["events"]![0]!["network"], Is.EqualTo(Client), response.Body);
    }

    [TestCase("unknown")]
    [TestCase("unix:")]
    [TestCase("")]
    [TestCase("203.0.113.9, ")]
    [TestCase("203.0.113.9, 2001:db8::1::2")]
    [TestCase("203.0.113.9, \"127.0.0.1\"")]
    public async Task Client_WhenTheForwardedValueIsNoAddress_IsUnknown(string forwardedFor)
    {
        using CleanAuthHost host = new(BehindProxy(Proxy));

        string? network = await NetworkOfLoginAsync(host, forwardedFor);

        Assert.That(network, Is.Null);
    }

    // nginx appends the address to the value that the client sent. A parser that supports quotes would read the rest as one
    // text.
    [TestCase("\"")]
    [TestCase("\"a\\")]
    [TestCase("a=\"b, ")]
    [TestCase(",,,")]
    public async Task Client_WhenItSendsAnInvalidHeaderToTheProxy_IsStillTheForwardedAddress(string nonsense)
    {
        using CleanAuthHost host = new(BehindProxy(Proxy));

        string? network = await NetworkOfLoginAsync(host, $"{nonsense}, {Client}");

        Assert.That(network, Is.EqualTo(Client));
    }

    [TestCase("203.0.113.9:4711", "203.0.113.9")]
    [TestCase("2001:db8::9", "2001:db8::9")]
    [TestCase("[2001:db8::9]", "2001:db8::9")]
    [TestCase("[2001:db8::9]:4711", "2001:db8::9")]
    [TestCase("::ffff:203.0.113.9", "203.0.113.9")]
    public async Task Client_WhenForwardedInAnyFormOfAnAddress_IsTheForwardedAddress(string entry, string expected)
    {
        using CleanAuthHost host = new(BehindProxy(Proxy));

        string? network = await NetworkOfLoginAsync(host, entry);

        Assert.That(network, Is.EqualTo(expected));
    }

    [Test]
    public async Task Client_WhenTheEntryBeforeTheProxyIsUnreadable_IsUnknown()
    {
        using CleanAuthHost host = new(
            [.. BehindProxy(Proxy), ("ForwardedHeaders:KnownProxies:1", "10.0.7.1"), ("ForwardedHeaders:ForwardLimit", "2")]);

        string? network = await NetworkOfLoginAsync(host, $"{Client}, unknown, 10.0.7.1");

        Assert.That(network, Is.Null);
    }

    [Test]
    public async Task Guesses_WhenClientAndOwnerHaveNoKnownAddress_AreStillLimited()
    {
        using CleanAuthHost host = new([.. BehindProxy(Proxy), ("Throttling:Enabled", "true")]);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await LogInAsync(api, "unknown");

        ApiResponse[] guesses = await SendWrongPasswordAsync(number => SendLoginAsync(api, $"guess {number}", "unknown"));

        Assert.That(guesses.Count(guess => guess.Status != 429), Is.EqualTo(new ThrottlingOptions().FreeTries));
    }

    [Test]
    public async Task Guesses_WhenAQuotePrecedesTheAddress_CountForTheClient()
    {
        using CleanAuthHost host = new([.. BehindProxy(Proxy), ("Throttling:Enabled", "true")]);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        // The login of the owner came the same way, so the address of the proxy is known to the account.
        await LogInAsync(api, $"\", {Client}");

        ApiResponse[] guesses = await SendWrongPasswordAsync(number => SendLoginAsync(api, $"guess {number}", $"\", {Spoofed}"));

        Assert.That(guesses.Count(guess => guess.Status != 429), Is.EqualTo(new ThrottlingOptions().FreeTries));
    }

    [Test]
    public async Task Scheme_WhenTheClientCannotBeRead_IsStillForwarded()
    {
        using CleanAuthHost host = new([.. BehindProxy(Proxy), ("Https:Required", "true")]);
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(
            HttpMethod.Get,
            "/.well-known/jwks.json",
            content: null,
            headers: [("X-Forwarded-For", "\""), ("X-Forwarded-Proto", "https")]);

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Guesses_WhenTheyComeThroughNginxWithAQuote_CountForTheClient()
    {
        using CleanAuthHost host = new([.. BehindProxy(Proxy), ("Throttling:Enabled", "true")]);
        using HttpClient direct = host.Connect();
        await using Nginx nginx = await Nginx.StartAsync($$"""
            location / {
              proxy_pass {{host.BaseAddress}};
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            }
            """);
        using Api owner = new(direct);
        await owner.RegisterAsync();
        await owner.LogInAsync();
        using Api attacker = new(nginx.ConnectFrom("127.0.0.2"));

        ApiResponse[] guesses = await SendWrongPasswordAsync(number => SendLoginAsync(attacker, $"guess {number}", "\""));

        Assert.That(guesses.Count(guess => guess.Status != 429), Is.EqualTo(new ThrottlingOptions().FreeTries));
    }

    private static async Task<ApiResponse[]> SendWrongPasswordAsync(Func<int, Task<ApiResponse>> guess)
    {
        List<ApiResponse> responses = [];
        for (int number = 0; number < 30; number++)
        {
            responses.Add(await guess(number));
        }

        return [.. responses];
    }

    private static (string Name, string Value)[] BehindProxy(string proxy = "", string network = "") =>
        [("ForwardedHeaders:KnownProxies:0", proxy), ("ForwardedHeaders:KnownNetworks:0", network)];

    private static async Task<string?> NetworkOfLoginAsync(CleanAuthHost host, string forwardedFor)
    {
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        ClientTokens session = await LogInAsync(api, forwardedFor);
        ApiResponse response = await api.ListSessionsAsync(session.Access);
        return (string?)response.Json["sessions"]![0]!["network"];
    }

    private static async Task<ClientTokens> LogInAsync(Api api, string forwardedFor) =>
        ClientTokens.From((await SendLoginAsync(api, TestData.Password, forwardedFor)).Json);

    private static Task<ApiResponse> SendLoginAsync(Api api, string password, string forwardedFor)
    {
        StringContent body = new(
            JsonSerializer.Serialize(new { email = TestData.Email, password }),
            new MediaTypeHeaderValue(MediaTypeNames.Application.Json));
        return api.SendAsync(HttpMethod.Post, "/api/token/", body, headers: ("X-Forwarded-For", forwardedFor));
    }
}
