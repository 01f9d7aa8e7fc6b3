using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CleanAuth.WebApi.FunctionalTests.RequestCost;

/// <summary>
/// The SQL commands and the round trips of frequent requests. A failure means that a request became slower: remove the new command, or
/// raise the number with a reason.
/// </summary>
internal sealed class RequestCostTests
{
    private const int Attempts = 20;

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task GetProfile_WhenCalled_ExecutesOneCommand(DatabaseProvider provider) =>
        Assert.That(await CountCommandsAsync(provider, ReadProfileAsync), Is.EqualTo(1));

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    public async Task ListSessions_WhenCalled_ExecutesOneCommand(DatabaseProvider provider) =>
        Assert.That(await CountCommandsAsync(provider, ListSessionsAsync), Is.EqualTo(1));

    // On SQLite the token is consumed by compiled statements, which EF Core does not execute.
    [TestCase(DatabaseProvider.Sqlite, 1)]
    [TestCase(DatabaseProvider.PostgreSql, 2)]
    public async Task Refresh_WhenCalled_ExecutesFewCommands(DatabaseProvider provider, int commands) =>
        Assert.That(await CountCommandsAsync(provider, RefreshAsync), Is.EqualTo(commands));

    [TestCase(DatabaseProvider.Sqlite, 11)]
    [TestCase(DatabaseProvider.PostgreSql, 7)]
    public async Task LogIn_WhenTheNetworkIsKnown_ExecutesFewCommands(DatabaseProvider provider, int commands) =>
        Assert.That(await CountCommandsAsync(provider, LogInAsync), Is.EqualTo(commands));

    [Test]
    public async Task GetProfile_WhenCalled_TakesOneRoundTripOnAServer() =>
        Assert.That(await CountRoundTripsAsync(ReadProfileAsync), Is.EqualTo(1));

    [Test]
    public async Task ListSessions_WhenCalled_TakesOneRoundTripOnAServer() =>
        Assert.That(await CountRoundTripsAsync(ListSessionsAsync), Is.EqualTo(1));

    [Test]
    public async Task VerifyToken_WhenCalled_TakesAtMostOneRoundTripOnAServer() =>
        Assert.That(await CountRoundTripsAsync(VerifyAsync), Is.LessThanOrEqualTo(1));

    [Test]
    public async Task Refresh_WhenCalled_TakesTwoRoundTripsOnAServer() =>
        Assert.That(await CountRoundTripsAsync(RefreshAsync), Is.EqualTo(2));

    // Reads the counters, counts the attempt and reads the credential; then locks and reads the account, reads the sessions beyond
    // the limit and the known devices, saves and commits.
    [Test]
    public async Task LogIn_WhenTheNetworkIsKnown_TakesEightRoundTripsOnAServer() =>
        Assert.That(await CountRoundTripsAsync(LogInAsync), Is.EqualTo(8));

    private static async Task<int> CountCommandsAsync(
        DatabaseProvider provider,
        Func<Api, ClientTokens, Task<ClientTokens>> request)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = new(provider, ("Throttling:Enabled", "true"))
        {
            Register = services => services
                .ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(commands))
                .ConfigureDbContext<PostgreSqlAuthDbContext>(options => options.AddInterceptors(commands)),
        };
        return await MeasureAsync(host, host, request, () => commands.Count);
    }

    private static async Task<int> CountRoundTripsAsync(Func<Api, ClientTokens, Task<ClientTokens>> request)
    {
        using CleanAuthHost host = new(DatabaseProvider.PostgreSql, ("Throttling:Enabled", "true"));
        NpgsqlConnectionStringBuilder server = new(await host.QueryAsync(
            context => Task.FromResult(context.Database.GetConnectionString())));
        using RoundTripCounter roundTrips = new(server.Host!, server.Port);
        server.Host = "127.0.0.1";
        server.Port = roundTrips.Port;
        using CleanAuthHost counted = host.StartBeside(
            ("Throttling:Enabled", "true"), ("ConnectionStrings:CleanAuth", server.ConnectionString));
        return await MeasureAsync(host, counted, request, () => roundTrips.Count);
    }

    // Background work and new connections add to some attempts, and not to all.
    private static async Task<int> MeasureAsync(
        CleanAuthHost host,
        CleanAuthHost counted,
        Func<Api, ClientTokens, Task<ClientTokens>> request,
        Func<int> count)
    {
        using Api api = new(counted.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        int lowest = int.MaxValue;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // The time of login must change, or it would not be written.
            host.Clock.Advance(TimeSpan.FromMilliseconds(1));
            int before = count();
            session = await request(api, session);
            lowest = Math.Min(lowest, count() - before);
        }

        return lowest;
    }

    private static async Task<ClientTokens> RefreshAsync(Api api, ClientTokens session)
    {
        ApiResponse refreshed = await api.RefreshAsync(session.Refresh);
        Assert.That(refreshed.Status, Is.EqualTo(200));
        return ClientTokens.From(refreshed.Json);
    }

    private static Task<ClientTokens> ReadProfileAsync(Api api, ClientTokens session) =>
        SucceedAsync(session, api.GetProfileAsync(session.Access));

    private static Task<ClientTokens> ListSessionsAsync(Api api, ClientTokens session) =>
        SucceedAsync(session, api.ListSessionsAsync(session.Access));

    private static Task<ClientTokens> VerifyAsync(Api api, ClientTokens session) =>
        SucceedAsync(session, api.VerifyAsync(session.Refresh));

    private static Task<ClientTokens> LogInAsync(Api api, ClientTokens session) => SucceedAsync(session, api.LogInAsync());

    private static async Task<ClientTokens> SucceedAsync(ClientTokens session, Task<ApiResponse> request)
    {
        Assert.That((await request).Status, Is.EqualTo(200));
        return session;
    }
}
