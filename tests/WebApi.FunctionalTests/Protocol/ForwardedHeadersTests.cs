using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>The session's network is the address that a request is held to come from. The tests are the proxy, at 127.0.0.1.</summary>
internal sealed class ForwardedHeadersTests
{
    private const string Proxy = "127.0.0.1";
    private const string Client = "203.0.113.9";
    private const string Spoofed = "198.51.100.66";

    [Test]
    public async Task Client_WhenNoProxyIsConfigured_IsWhoConnected()
    {
        using CleanAuthHost host = new();

        string network = await NetworkOfLoginAsync(host, Client);

        Assert.That(network, Is.EqualTo(Proxy));
    }

    [Test]
    public async Task Client_WhenTheFrameworksSwitchIsOn_IsStillWhoConnected()
    {
        using CleanAuthHost host = new(("ForwardedHeaders_Enabled", "true"));

        string network = await NetworkOfLoginAsync(host, Client);

        Assert.That(network, Is.EqualTo(Proxy));
    }

    [TestCase("10.0.7.1", "")]
    [TestCase("", "10.0.7.0/24")]
    public async Task Client_WhenAnotherProxyIsConfigured_IsWhoConnected(string proxy, string network)
    {
        using CleanAuthHost host = new(Trusting(proxy, network));

        string found = await NetworkOfLoginAsync(host, Client);

        Assert.That(found, Is.EqualTo(Proxy));
    }

    [TestCase(Proxy, "")]
    [TestCase("", "127.0.0.0/8")]
    public async Task Client_WhenTheProxyIsConfigured_IsWhomItNames(string proxy, string network)
    {
        using CleanAuthHost host = new(Trusting(proxy, network));

        string found = await NetworkOfLoginAsync(host, Client);

        Assert.That(found, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenItClaimsAnAddressBeforeTheProxyAddsTheTrueOne_IsTheTrueOne()
    {
        using CleanAuthHost host = new(Trusting(Proxy));

        string network = await NetworkOfLoginAsync(host, $"{Spoofed}, {Client}");

        Assert.That(network, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenTwoProxiesStandInARow_IsFoundBehindBoth()
    {
        using CleanAuthHost host = new(
            [.. Trusting(Proxy), ("ForwardedHeaders:KnownProxies:1", "10.0.7.1"), ("ForwardedHeaders:ForwardLimit", "2")]);

        string network = await NetworkOfLoginAsync(host, $"{Spoofed}, {Client}, 10.0.7.1");

        Assert.That(network, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenTheSecondProxyIsAStranger_IsThatStranger()
    {
        using CleanAuthHost host = new([.. Trusting(Proxy), ("ForwardedHeaders:ForwardLimit", "2")]);

        string network = await NetworkOfLoginAsync(host, $"{Spoofed}, {Client}");

        Assert.That(network, Is.EqualTo(Client));
    }

    [Test]
    public async Task Client_WhenTheProxyNamesIt_IsInTheSecurityEvents()
    {
        using CleanAuthHost host = new(Trusting(Proxy));
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        Session session = await LogInAsync(api, Client);

        Answer answer = await api.ListSecurityEventsAsync(session.Access);

        Assert.That((string?)answer.Json["events"]![0]!["network"], Is.EqualTo(Client), answer.Body);
    }

    [Test]
    public async Task Client_WhenTheProxyNamesNoAddress_IsTheProxy()
    {
        using CleanAuthHost host = new(Trusting(Proxy));

        string network = await NetworkOfLoginAsync(host, "unknown");

        Assert.That(network, Is.EqualTo(Proxy));
    }

    private static (string Name, string Value)[] Trusting(string proxy = "", string network = "") =>
        [("ForwardedHeaders:KnownProxies:0", proxy), ("ForwardedHeaders:KnownNetworks:0", network)];

    private static async Task<string> NetworkOfLoginAsync(CleanAuthHost host, string forwardedFor)
    {
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        Session session = await LogInAsync(api, forwardedFor);
        Answer answer = await api.ListSessionsAsync(session.Access);
        return (string)answer.Json["sessions"]![0]!["network"]!;
    }

    private static async Task<Session> LogInAsync(Api api, string forwardedFor)
    {
        StringContent body = new(
            JsonSerializer.Serialize(new { email = TestData.Email, password = TestData.Password }),
            new MediaTypeHeaderValue(MediaTypeNames.Application.Json));
        Answer answer = await api.SendAsync(HttpMethod.Post, "/api/token/", body, headers: ("X-Forwarded-For", forwardedFor));
        return Session.From(answer.Json);
    }
}
