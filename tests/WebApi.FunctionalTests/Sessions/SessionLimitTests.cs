using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Sessions;

/// <summary>An account has at most <c>Tokens:MaxSessions</c> live sessions; the next login ends the least recently used one.</summary>
[TestFixtureSource(typeof(Transports), nameof(Transports.WithProviders))]
internal sealed class SessionLimitTests(DatabaseProvider provider, Transport transport)
{
    private static readonly (string Name, string Value) MaxThreeSessions = ("Tokens:MaxSessions", "3");

    [Test]
    public async Task LogIn_WhenTheAccountHasTheMaximumOfSessions_EndsTheLeastRecentlyUsed()
    {
        using CleanAuthHost host = new(provider, transport, MaxThreeSessions);
        using Api api = new(host.Connect());
        ClientTokens used = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ClientTokens unused = await api.OpenSessionAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        ClientTokens third = await api.OpenSessionAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        used = await api.RefreshSessionAsync(used);

        ClientTokens newest = await api.OpenSessionAsync();

        Assert.That(await ListAsync(api, newest), Is.EquivalentTo([used.Id, third.Id, newest.Id]));
        Assert.That((await api.GetProfileAsync(unused.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(unused.Refresh)).Status, Is.EqualTo(401));
        Assert.That(
            await host.QueryAsync(
                context => context.Sessions.Where(row => row.EndedAt != null).Select(row => $"{row.Id} {row.EndReason}").ToArrayAsync()),
            Is.EqualTo([$"{unused.Id} LimitReached"]).IgnoreCase);
        Assert.That((await api.ListSecurityEventsAsync(newest.Access)).Body, Does.Contain($$"""{"kind":"session_ended","at":"""));
    }

    [Test]
    public async Task LogIn_WhenManyLogInAtOnceOnTwoInstances_KeepsTheLimit()
    {
        using CleanAuthHost host = new(provider, transport, MaxThreeSessions);
        using CleanAuthHost secondInstance = host.StartBeside(MaxThreeSessions);
        using Api api = new(host.Connect());
        using Api elsewhere = new(secondInstance.Connect());
        await api.RegisterAsync();

        ApiResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(index => (index % 2 == 0 ? api : elsewhere).LogInAsync()));

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
        Assert.That(await host.QueryAsync(context => context.Sessions.CountAsync(row => row.EndedAt == null)), Is.EqualTo(3));
    }

    [Test]
    public async Task LogIn_WhenTheAccountHasFarMoreThanTheLimit_EndsABatchEachTime()
    {
        using CleanAuthHost host = new(provider, transport, MaxThreeSessions);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.AddSessionsLikeAsync(session, 250);

        List<int> live = [];
        for (int login = 0; login < 4; login++)
        {
            await api.OpenSessionAsync();
            live.Add(await host.QueryAsync(context => context.Sessions.CountAsync(row => row.EndedAt == null)));
        }

        Assert.That(live, Is.EqualTo([152, 53, 3, 3]));
    }

    [Test]
    public async Task LogIn_WhenTheAccountHasAnAdminSession_KeepsThatSession()
    {
        using CleanAuthHost host = new(provider, transport, MaxThreeSessions);
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");
        await host.QueryAsync(context => context.Sessions
            .Where(row => row.Id == Guid.Parse(staff.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(column => column.IsAdmin, true)));

        for (int login = 0; login < 4; login++)
        {
            await api.OpenSessionAsync("staff@example.com");
        }

        int[] live = await host.QueryAsync(async context => new[]
        {
            await context.Sessions.CountAsync(row => row.EndedAt == null && row.IsAdmin),
            await context.Sessions.CountAsync(row => row.EndedAt == null && !row.IsAdmin),
        });
        Assert.That(live, Is.EqualTo([1, 3]));
    }

    private static async Task<string?[]> ListAsync(Api api, ClientTokens caller) =>
        [.. (await api.ListSessionsAsync(caller.Access)).Json["sessions"]!.AsArray().Select(item => (string?)item!["id"])];
}
