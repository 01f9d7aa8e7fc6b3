using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Sessions;

/// <summary>An account with thousands of sessions costs no more than one with a few, and delays no other account.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class ThousandsOfSessionsTests(DatabaseProvider provider)
{
    private const int PageSize = 50;

    [Test]
    public async Task ListSessions_WhenThereAreThousands_ReturnsAPage()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.AddSessionsLikeAsync(session, 5000);

        ApiResponse response = await api.ListSessionsAsync(session.Access);

        Assert.That(response.Json["sessions"]!.AsArray(), Has.Count.EqualTo(PageSize));
        Assert.That(response.Body, Has.Length.LessThan(32 * 1024));
    }

    [Test]
    public async Task ListSessions_WhenReadInPages_ReturnsEachSessionOnce()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.AddSessionsLikeAsync(session, (2 * PageSize) + 10);
        List<string?> ids = [];
        string query = "";

        do
        {
            JsonNode page = (await api.SendAsync(HttpMethod.Get, $"/api/sessions/{query}", access: session.Access)).Json;
            ids.AddRange(page["sessions"]!.AsArray().Select(item => (string?)item!["id"]));
            query = page["next"] is { } next ? $"?cursor={next}" : "";
        }
        while (query.Length > 0);

        Assert.That(ids, Has.Count.EqualTo((2 * PageSize) + 11).And.Unique);
        Assert.That(ids, Has.Member(session.Id));
    }

    [TestCase(30_000, false)]
    [TestCase(5000, false)]
    [TestCase(5000, true)]
    public async Task EndAllSessions_WhenThereAreThousands_ExecutesFewStatementsAndBlocksNoOtherRequest(int count, bool exceptTheCurrentOne)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Counting(commands);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");
        await host.AddSessionsLikeAsync(session, count);
        int before = commands.Count;

        Task<ApiResponse> ending = api.EndSessionsAsync(session.Access, exceptTheCurrentOne ? "" : "?all=true");
        (int statements, int refreshes) = await RefreshUntilAsync(api, foreign, ending, commands);
        ApiResponse response = await ending;

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That(statements - before, Is.LessThanOrEqualTo(20 + (10 * refreshes)));
        Assert.That(await host.QueryAsync(context => context.Revocations.CountAsync()), Is.EqualTo(1));
        Assert.That(await KindsOfAsync(host), Is.EqualTo(["SessionsEnded"]));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(exceptTheCurrentOne ? 200 : 401));
        Assert.That((await api.GetProfileAsync(other.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(other.Refresh)).Status, Is.EqualTo(401));
    }

    [TestCase("DELETE", "/api/admin/users/{user}/sessions/", null)]
    [TestCase("POST", "/api/admin/users/bulk/", """{"action":"end_sessions","user_ids":["{user}"]}""")]
    public async Task EndUserSessions_WhenThereAreThousands_ExecutesFewStatements(string method, string path, string? json)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Counting(commands);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", "end_session");
        await host.AddSessionsLikeAsync(session, 5000);
        string user = $"{session.UserIdOf()}";
        int before = commands.Count;

        ApiResponse response = await api.SendAsync(
            HttpMethod.Parse(method),
            path.Replace("{user}", user, StringComparison.Ordinal),
            json?.Replace("{user}", user, StringComparison.Ordinal),
            staff.Access);

        Assert.That(response.Status, Is.EqualTo(json is null ? 204 : 200), response.ToString());
        Assert.That(commands.Count - before, Is.LessThanOrEqualTo(20));
        Assert.That(await host.QueryAsync(context => context.Revocations.CountAsync()), Is.EqualTo(1));
        Assert.That(await KindsOfAsync(host), Is.EqualTo(["SessionsEnded"]));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
    }

    private CleanAuthHost Counting(CommandCounter commands) => new(provider)
    {
        Register = services =>
        {
            services.ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(commands));
            services.ConfigureDbContext<PostgreSqlAuthDbContext>(options => options.AddInterceptors(commands));
        },
    };

    private static async Task<(int Statements, int Refreshes)> RefreshUntilAsync(
        Api api,
        ClientTokens foreign,
        Task ending,
        CommandCounter commands)
    {
        int refreshes = 0;
        do
        {
            foreign = await api.RefreshSessionAsync(foreign);
            refreshes++;
        }
        while (!ending.IsCompleted);

        return (commands.Count, refreshes);
    }

    private static Task<string[]> KindsOfAsync(CleanAuthHost host) => host.QueryAsync(async context =>
        (await context.SecurityEvents.OrderBy(item => item.Id).ToArrayAsync())
            .Select(item => $"{item.Kind}")
            .Where(kind => kind.StartsWith("Session", StringComparison.Ordinal))
            .ToArray());
}
