using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Database;

/// <summary>The database address points to a standby for a while, and then to the primary server again.</summary>
internal sealed class FailoverTests
{
    [Test]
    public async Task Service_WhenTheServerIsReadOnlyForAWhile_IsNotReadyUntilItIsWritable()
    {
        await using PostgreSqlCluster primary = await PostgreSqlCluster.CreateAsync();
        await using PostgreSqlCluster standby = await primary.CreateStandbyAsync();
        using TcpProxy proxy = new("127.0.0.1", primary.Port);
        await using SharedDatabase folder = SharedDatabase.Create(DatabaseProvider.Sqlite);
        using Service service = await Service.StartAsync(
            folder,
            ("Database__Provider", "PostgreSql"),
            ("Database__Timeout", "00:00:05"),
            ("ConnectionStrings__CleanAuth", $"Host=127.0.0.1;Port={proxy.Port};Username=postgres;Database=cleanauth"));
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        await Poll.UntilAsync(() => standby.HasAsync(account.Username), has => has);

        proxy.RedirectTo(standby.Port);
        proxy.SetState(NetworkState.Cut);
        proxy.SetState(NetworkState.Normal);
        int? readyMeanwhile = await Poll.UntilAsync(service.Client.IsReadyAsync, _ => HasLoggedReadOnly(service));
        Response[] meanwhile = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Client.LogInAsync(account)));
        Response readMeanwhile = await Poll.UntilAsync(
            () => service.Client.ReadUserAsync(tokens.Access),
            response => response.Status == 200);

        // The pooled connections to the standby stay open.
        proxy.RedirectTo(primary.Port);
        Response[] afterwards = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Client.LogInAsync(account)));
        int? readyAgain = await Poll.UntilAsync(service.Client.IsReadyAsync, status => status == 200);

        Assert.Multiple(() =>
        {
            Assert.That(readyMeanwhile, Is.EqualTo(503));
            Assert.That(meanwhile.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
            Assert.That(readMeanwhile.Status, Is.EqualTo(200), readMeanwhile.ToString());
            Assert.That(afterwards.Select(response => response.Status), Is.All.EqualTo(200), string.Join<Response>('\n', afterwards));
            Assert.That(readyAgain, Is.EqualTo(200));
            Assert.That(HasLoggedReadOnly(service), Is.True, service.Process.Output);
        });
    }

    // Npgsql finds the primary server among several by itself.
    [Test]
    public async Task Service_WhenTheFirstHostIsAStandby_UsesTheOther()
    {
        await using PostgreSqlCluster primary = await PostgreSqlCluster.CreateAsync();
        await using PostgreSqlCluster standby = await primary.CreateStandbyAsync();
        await using SharedDatabase folder = SharedDatabase.Create(DatabaseProvider.Sqlite);
        using Service service = await Service.StartAsync(
            folder,
            ("Database__Provider", "PostgreSql"),
            (
                "ConnectionStrings__CleanAuth",
                $"Host=127.0.0.1:{standby.Port},127.0.0.1:{primary.Port};Username=postgres;Database=cleanauth;" +
                "Target Session Attributes=read-write"));

        (TestAccount account, _) = await service.Client.RegisterAndLogInAsync();
        await Poll.UntilAsync(() => standby.HasAsync(account.Username), has => has);
        await primary.StopAsync();
        await standby.PromoteAsync();
        Response afterwards = await Poll.UntilAsync(() => service.Client.LogInAsync(account), response => response.Status == 200);

        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    private static bool HasLoggedReadOnly(Service service) =>
        service.Process.Output.Contains("The database server is read-only.", StringComparison.Ordinal);
}
