using System.Diagnostics;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>A customer of an IPv6 provider often has a /56 or a /48, which contain 256 or 65,536 networks of /64.</summary>
internal sealed class IPv6PrefixTests
{
    private const string Wrong = "wrong horse battery staple";

    private static readonly (string Name, string Value) Throttled = ("Throttling:Enabled", "true");
    private static readonly (string Name, string Value) OneTokenRequestPerMinute = ("Throttling:TokenRequestsPerMinute", "1");

    [TestCase("2001:db8:1:a{0:x2}::1", 4)]
    [TestCase("2001:db8:1:{0:x2}00::1", 16)]
    public async Task AnyRequest_WhenNetworksOfOnePrefixSendTooMany_IsRefused(string addresses, int perMinute)
    {
        using CleanAuthHost host = new(Throttled, OneTokenRequestPerMinute);
        Stopwatch watch = Stopwatch.StartNew();

        List<int> statuses = [];
        for (int network = 1; network <= 40; network++)
        {
            using Api api = host.ConnectFrom(Format(addresses, network));
            statuses.Add((await api.VerifyAsync("x")).Status);
        }

        int newRequests = (int)Math.Ceiling(watch.Elapsed.TotalMinutes * perMinute);
        using Api stranger = host.ConnectFrom("2001:db8:2::1");
        Assert.That(statuses.Count(status => status == 401), Is.InRange(perMinute, perMinute + newRequests));
        Assert.That(statuses.Count(status => status == 429), Is.EqualTo(40 - statuses.Count(status => status == 401)));
        Assert.That((await stranger.VerifyAsync("x")).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task AnyRequest_WhenAnotherNetworkOfThePrefixIsRefused_DoesNotCountForThePrefix()
    {
        using CleanAuthHost host = new(Throttled, OneTokenRequestPerMinute);
        using Api throttledClient = host.ConnectFrom("2001:db8:1:a00::1");
        for (int count = 0; count < 20; count++)
        {
            await throttledClient.VerifyAsync("x");
        }

        List<int> statuses = [];
        for (int network = 1; network <= 3; network++)
        {
            using Api api = host.ConnectFrom(Format("2001:db8:1:a{0:x2}::1", network));
            statuses.Add((await api.VerifyAsync("x")).Status);
        }

        Assert.That(statuses, Is.All.EqualTo(401));
    }

    [TestCase("2001:db8:1:a{0:x2}::1", 20)]
    [TestCase("2001:db8:1:{0:x2}00::1", 40)]
    public async Task LogIn_WhenNetworksOfOnePrefixGuess_ShareTheirAttemptsAndLeaveOtherPrefixesTheirs(string addresses, int tries)
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom("192.0.2.1");
        await owner.RegisterAsync();

        List<int> statuses = [];
        for (int guess = 0; guess < 60; guess++)
        {
            using Api stranger = host.ConnectFrom(Format(addresses, guess));
            statuses.Add((await stranger.LogInAsync(password: Wrong)).Status);
        }

        Assert.That(statuses.Take(tries), Is.All.EqualTo(400));
        Assert.That(statuses.Skip(tries), Is.All.EqualTo(429));
        Assert.That((await owner.LogInAsync()).Status, Is.EqualTo(200), "One customer does not use up the attempts of all strangers.");
    }

    [Test]
    public async Task LogIn_WhenItSucceeds_DoesNotCountForItsPrefix()
    {
        using CleanAuthHost host = new(Throttled);
        using Api first = host.ConnectFrom("2001:db8:1:a00::1");
        await first.RegisterAsync();

        List<int> statuses = [];
        for (int network = 0; network < 45; network++)
        {
            using Api owner = host.ConnectFrom(Format("2001:db8:1:a{0:x2}::1", network));
            statuses.Add((await owner.LogInAsync()).Status);
        }

        Assert.That(statuses, Is.All.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenManyNetworksOfOnePrefixGuessAtOnce_ShareTheSameLimit()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom("192.0.2.1");
        await owner.RegisterAsync();
        Api[] strangers = [.. Enumerable.Range(0, 30).Select(network => host.ConnectFrom(Format("2001:db8:1:a{0:x2}::1", network)))];

        ApiResponse[] responses = await Task.WhenAll(strangers.Select(stranger => stranger.LogInAsync(password: Wrong)));

        Array.ForEach(strangers, stranger => stranger.Dispose());
        Assert.That(responses.Count(response => response.Status == 400), Is.EqualTo(20));
        Assert.That(responses.Count(response => response.Status == 429), Is.EqualTo(10));
    }

    private static string Format(string addresses, int number) => string.Format(provider: null, addresses, number);
}
