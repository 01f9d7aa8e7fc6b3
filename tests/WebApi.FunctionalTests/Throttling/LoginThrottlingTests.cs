using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Throttling;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>Guessing the password of one account, with the default limits.</summary>
internal sealed class LoginThrottlingTests
{
    private const string Home = "192.0.2.1";
    private const string Stranger = "198.51.100.7";
    private const string Wrong = "wrong horse battery staple";

    private static readonly (string Name, string Value) Throttled = ("Throttling:Enabled", "true");

    [Test]
    public async Task LogIn_WhenTwoHundredLoginsAMinuteFailElsewhere_SucceedsAtOnceFromAKnownNetwork()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        await owner.RegisterAndLogInAsync();
        Api[] attackers = [.. Enumerable.Range(1, 40).Select(number => host.ConnectFrom($"198.51.100.{number}"))];
        List<int> ownerStatuses = [];
        List<int> attackerStatuses = [];

        for (int minute = 0; minute < 5; minute++)
        {
            for (int guess = 0; guess < 200; guess++)
            {
                attackerStatuses.Add((await attackers[guess % attackers.Length].LogInAsync(password: $"guess {minute} {guess}")).Status);
                host.Clock.Advance(TimeSpan.FromMinutes(1) / 200);
            }

            ownerStatuses.Add((await owner.LogInAsync()).Status);
        }

        Assert.That(ownerStatuses, Has.Count.EqualTo(5).And.All.EqualTo(200));
        Assert.That(attackerStatuses.Count(status => status == 400), Is.EqualTo(100), "All strangers together have 100 attempts.");
        Assert.That(attackerStatuses.Count(status => status == 429), Is.EqualTo(900));
    }

    [Test]
    public async Task LogIn_WhenOneStrangeNetworkGuessesForAnHour_AllowsTenAttempts()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        await owner.RegisterAndLogInAsync();
        using Api stranger = host.ConnectFrom(Stranger);

        List<int> responses = [];
        for (int guess = 0; guess < 55; guess++)
        {
            responses.Add((await stranger.LogInAsync(password: Wrong)).Status);
            host.Clock.Advance(TimeSpan.FromHours(1) / 55);
        }

        Assert.That(responses.Count(status => status == 400), Is.EqualTo(10));
        Assert.That(responses.Count(status => status == 429), Is.EqualTo(45));
    }

    [Test]
    public async Task LogIn_WhenTheAttemptsAreUsedUp_IsRefusedWithTheCorrectPasswordUntilTheWindowHasPassed()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        await owner.RegisterAndLogInAsync();
        using Api stranger = host.ConnectFrom(Stranger);
        await UseUpAttemptsAsync(host, stranger, TestData.Email);

        ApiResponse refused = await stranger.LogInAsync();
        ApiResponse refusedToo = await stranger.ObtainTokensAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        ApiResponse accepted = await stranger.LogInAsync();

        Assert.That(
            refused.ToString(),
            Is.EqualTo("""429 {"detail":"Request was throttled. Expected available in 3580 seconds.","code":"throttled"}"""));
        Assert.That((refused.Header("Retry-After"), refusedToo.Status, accepted.Status), Is.EqualTo(("3580", 429, 200)));
    }

    [Test]
    public async Task LogIn_WhenAttemptsFailed_RequiresLongerAndLongerPauses()
    {
        using CleanAuthHost host = new(Throttled);
        using Api stranger = host.ConnectFrom(Stranger);
        for (int count = 0; count < 5; count++)
        {
            await stranger.LogInAsync();
        }

        List<string?> waits = [];
        for (int count = 0; count < 5; count++)
        {
            string? wait = (await stranger.LogInAsync()).Header("Retry-After");
            waits.Add(wait);
            host.Clock.Advance(TimeSpan.FromSeconds(int.Parse(wait ?? "0", provider: null)));
            await stranger.LogInAsync();
        }

        Assert.That(waits, Is.EqualTo(["1", "2", "4", "8", "16"]));
    }

    [Test]
    public async Task LogIn_WhenItSucceeds_ClearsTheFailuresOfItsNetwork()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        await owner.RegisterAsync();

        List<int> responses = [];
        for (int round = 0; round < 4; round++)
        {
            for (int guess = 0; guess < 4; guess++)
            {
                responses.Add((await owner.LogInAsync(password: Wrong)).Status);
            }

            responses.Add((await owner.LogInAsync()).Status);
        }

        Assert.That(responses, Is.EqualTo(Enumerable.Range(1, 20).Select(count => count % 5 == 0 ? 200 : 400)));
        int[] tries = await host.QueryAsync(context => context.AttemptCounters.Select(record => record.Tries).ToArrayAsync());
        Assert.That(tries, Is.EquivalentTo(new[] { 0, 4 }), "The four before the network was known still count for all strangers.");
    }

    [TestCase(29, 200)]
    [TestCase(30, 429)]
    public async Task LogIn_WhenTheAccountIsUnderAttack_SucceedsFromNetworksOfTheLastThirtyDays(int days, int status)
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        await owner.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(days));
        for (int number = 1; number <= 10; number++)
        {
            using Api stranger = host.ConnectFrom($"2001:db8:{number}::1");
            await UseUpAttemptsAsync(host, stranger, TestData.Email);
        }

        ApiResponse response = await owner.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task LogIn_WhenTheNetworkIsAPrefixOfIPv6_CountsAllItsAddressesAsOne()
    {
        using CleanAuthHost host = new(Throttled);
        List<int> responses = [];
        for (int number = 1; number <= 6; number++)
        {
            using Api stranger = host.ConnectFrom($"2001:db8:1:2::{number}");
            responses.Add((await stranger.LogInAsync()).Status);
        }

        Assert.That(responses, Is.EqualTo(new[] { 400, 400, 400, 400, 400, 429 }));
    }

    [Test]
    public async Task LogIn_WhenThrottledForAnyAddress_IsRefusedInTheSameWay()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        await owner.RegisterAndLogInAsync();
        await owner.RegisterAsync("bob@example.com", "bob");
        await host.CommandAsync(new DeactivateUserCommand("bob@example.com"));

        string[] known = await FindWaitAsync(host, "198.51.100.1", TestData.Email);
        string[] deactivated = await FindWaitAsync(host, "198.51.100.2", "bob@example.com");
        string[] unknown = await FindWaitAsync(host, "198.51.100.3", "nobody@example.com");

        Assert.That(known.Select(response => response[..3]), Is.SupersetOf(new[] { "400", "429" }));
        Assert.That(deactivated, Is.EqualTo(known));
        Assert.That(unknown, Is.EqualTo(known));
    }

    [Test]
    public async Task LogIn_WhenCountedForAnyAddress_StoresTheSame()
    {
        using CleanAuthHost host = new(Throttled);
        using Api stranger = host.ConnectFrom(Stranger);
        await stranger.RegisterAsync();

        await stranger.LogInAsync(password: Wrong);
        string known = await ReadCountersAsync(host);
        await stranger.LogInAsync("nobody@example.com", Wrong);
        string unknown = await ReadCountersAsync(host);

        Assert.That(known, Is.Not.Empty);
        Assert.That(unknown, Is.EqualTo(known));
    }

    [Test]
    public async Task LogIn_WhenTheAttemptsAreUsedUp_AddsASecurityEventAndLogsIt()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        ClientTokens session = await owner.RegisterAndLogInAsync();
        using Api stranger = host.ConnectFrom(Stranger);
        await UseUpAttemptsAsync(host, stranger, TestData.Email);

        string[] kinds = await Poll.UntilAsync(
            async () => KindsOf(await owner.ListSecurityEventsAsync(session.Access)),
            found => found.Contains("logins_throttled"));

        Assert.That(kinds.Count(kind => kind == "logins_throttled"), Is.EqualTo(1));
        Assert.That(host.Logs.Lines.Count(line => line.Contains("LoginRecorder[1012]", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task DeleteAccount_WhenItHasKnownNetworks_DeletesThem()
    {
        using CleanAuthHost host = new(Throttled);
        using Api owner = host.ConnectFrom(Home);
        ClientTokens session = await owner.RegisterAndLogInAsync();

        await owner.DeleteAccountAsync(session.Access);

        Assert.That(await host.QueryAsync(context => context.AttemptCounters.CountAsync(record => record.UserId != null)), Is.Zero);
    }

    private static async Task UseUpAttemptsAsync(CleanAuthHost host, Api stranger, string email)
    {
        for (int guess = 0; guess < 10; guess++)
        {
            await stranger.LogInAsync(email, Wrong);
            host.Clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    private static async Task<string[]> FindWaitAsync(CleanAuthHost host, string address, string email)
    {
        using Api stranger = host.ConnectFrom(address);
        List<string> responses = [];
        for (int guess = 0; guess < 12; guess++)
        {
            ApiResponse login = await stranger.LogInAsync(email, Wrong);
            ApiResponse token = await stranger.ObtainTokensAsync(email, Wrong);
            responses.Add($"{login} {login.Header("Retry-After")}");
            responses.Add($"{token} {token.Header("Retry-After")}");
            host.Clock.Advance(TimeSpan.FromSeconds(7));
        }

        return [.. responses];
    }

    private static Task<string> ReadCountersAsync(CleanAuthHost host) => host.QueryAsync(async context =>
    {
        AttemptCounter[] records = await context.AttemptCounters.ToArrayAsync();
        await context.AttemptCounters.ExecuteDeleteAsync();
        return string.Join('\n', records.Select(record => $"{record.Tries} {record.TriedAt} {record.UserId} {record.ExpiresAt}"));
    });

    private static string[] KindsOf(ApiResponse events) =>
        [.. events.Json["events"]!.AsArray().Select(item => (string)item!["kind"]!)];
}
