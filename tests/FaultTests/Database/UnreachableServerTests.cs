using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Database;

/// <summary>The database server is unreachable, too slow, or ends the connections.</summary>
// These tests measure response times.
[NonParallelizable]
internal sealed class UnreachableServerTests
{
    private static readonly (string Name, string Value) ShortStaleness = ("Tokens__RevocationMaxStaleness", "00:00:02");

    // Every round presents the same refresh token, so the leeway must cover the whole test.
    private static readonly (string Name, string Value) LongLeeway = ("Tokens__ReuseLeeway", "00:01:00");

    [Test]
    public async Task Service_WhenTheNetworkFails_IsUnavailableMeanwhile(
        [Values(NetworkState.Cut, NetworkState.Silent, NetworkState.Slow)] NetworkState failure,
        [Values(DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer)] DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        (string host, int port) = database.Address();
        using TcpProxy proxy = new(host, port);
        using Service service = await Service.StartAsync(
            database,
            ShortStaleness,
            ("ConnectionStrings__CleanAuth", database.ConnectionStringVia(proxy.Port)));
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        proxy.SetState(failure);

        Response[] responses = await Task.WhenAll(
            service.Client.UpdateBioAsync(tokens, "during"),
            service.Client.ReadUserAsync(tokens.Access),
            service.Client.RefreshAsync(tokens.Refresh),
            service.Client.LogInAsync(account),
            service.Client.RegisterAsync(TestAccount.Create()));
        int? ready = await service.Client.IsReadyAsync();
        int? live = await service.Client.IsLiveAsync();
        Response stale = await Poll.UntilAsync(() => service.Client.SendEmptyLogoutAsync(tokens), response => response.Status != 400);
        proxy.SetState(NetworkState.Normal);
        Response afterwards = await Poll.UntilAsync(() => service.Client.ReadUserAsync(tokens.Access), response => response.Status == 200);
        int? readyAgain = await Poll.UntilAsync(service.Client.IsReadyAsync, status => status == 200);

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
        Assert.That(responses.Max(response => response.Duration), Is.LessThan(Service.MaxResponseTime));
        Assert.That((ready, live, readyAgain), Is.EqualTo((503, 200, 200)));
        Assert.That(stale.ToString(), Is.EqualTo(Response.Unavailable));
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task AnyRequest_WhenTheServerEndsTheConnections_SucceedsOrReturns503(DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database, LongLeeway);
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        List<Response> responses = [];
        for (int round = 0; round < 10; round++)
        {
            Task<Response>[] requests = [.. Enumerable.Range(0, 10).SelectMany(_ => new[]
            {
                service.Client.ReadUserAsync(tokens.Access),
                service.Client.RefreshAsync(tokens.Refresh),
            })];

            await database.EndConnectionsAsync();
            responses.AddRange(await Task.WhenAll(requests));
        }

        Response afterwards = await service.Client.ReadUserAsync(tokens.Access);
        TestContext.Out.WriteLine($"{responses.Count(response => response.Status == 200)} of {responses.Count} succeeded.");
        Assert.That(
            responses.Where(response => response.Status != 200).Select(response => response.ToString()),
            Is.All.EqualTo(Response.Unavailable));
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }
}
