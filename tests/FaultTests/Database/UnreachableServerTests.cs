using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Database;

/// <summary>The database server is out of reach, too slow, or ends the connections.</summary>
// It measures how long answers take.
[NonParallelizable]
internal sealed class UnreachableServerTests
{
    private static readonly (string Name, string Value) ShortStaleness = ("Tokens__RevocationMaxStaleness", "00:00:02");

    // The same refresh token is sent in every round.
    private static readonly (string Name, string Value) LongLeeway = ("Tokens__ReuseLeeway", "00:01:00");

    [Test]
    public async Task Service_WhenTheNetworkFails_IsUnavailableMeanwhile(
        [Values(Network.Cut, Network.Silent, Network.Slow)] Network failure,
        [Values(DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer)] DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        (string host, int port) = database.Address();
        using TcpProxy proxy = new(host, port);
        using Service service = await Service.StartAsync(
            database,
            ShortStaleness,
            ("ConnectionStrings__CleanAuth", database.ConnectionStringVia(proxy.Port)));
        (Account account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        proxy.Become(failure);

        Answer[] answers = await Task.WhenAll(
            service.Client.UpdateBioAsync(tokens, "during"),
            service.Client.ReadProfileAsync(tokens),
            service.Client.RefreshAsync(tokens.Refresh),
            service.Client.LogInAsync(account),
            service.Client.RegisterAsync(Account.Create()));
        int? ready = await service.Client.IsReadyAsync();
        int? live = await service.Client.IsLiveAsync();
        Answer stale = await Poll.UntilAsync(() => service.Client.SendEmptyLogoutAsync(tokens), answer => answer.Status != 400);
        proxy.Become(Network.Sound);
        Answer afterwards = await Poll.UntilAsync(() => service.Client.ReadProfileAsync(tokens), answer => answer.Status == 200);
        int? readyAgain = await Poll.UntilAsync(service.Client.IsReadyAsync, status => status == 200);

        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo(Answer.Unavailable));
        Assert.That(answers.Max(answer => answer.Duration), Is.LessThan(Service.Bound));
        Assert.That((ready, live, readyAgain), Is.EqualTo((503, 200, 200)));
        Assert.That(stale.ToString(), Is.EqualTo(Answer.Unavailable));
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task AnyRequest_WhenTheServerEndsTheConnections_SucceedsOrReturns503(DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service service = await Service.StartAsync(database, LongLeeway);
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        List<Answer> answers = [];
        for (int round = 0; round < 10; round++)
        {
            Task<Answer>[] requests = [.. Enumerable.Range(0, 10).SelectMany(_ => new[]
            {
                service.Client.ReadProfileAsync(tokens),
                service.Client.RefreshAsync(tokens.Refresh),
            })];

            await database.EndConnectionsAsync();
            answers.AddRange(await Task.WhenAll(requests));
        }

        Answer afterwards = await service.Client.ReadProfileAsync(tokens);
        TestContext.Out.WriteLine($"{answers.Count(answer => answer.Status == 200)} of {answers.Count} worked.");
        Assert.That(answers.Where(answer => answer.Status != 200).Select(answer => answer.ToString()), Is.All.EqualTo(Answer.Unavailable));
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }
}
