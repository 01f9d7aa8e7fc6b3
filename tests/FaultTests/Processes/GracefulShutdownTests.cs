using System.Net;
using System.Net.Sockets;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Processes;

/// <summary>SIGTERM, as at every release.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class GracefulShutdownTests(DatabaseProvider provider)
{
    private static readonly (string Name, string Value) RealisticHashCost = ("Passwords__WorkFactor", "9");

    // The database works here, but may be slow because other tests run at the same time.
    private static readonly (string Name, string Value) LongTimeout = ("Database__Timeout", "00:01:00");

    [Test]
    public async Task Stop_WhenUnderLoad_CompletesTheRequestsInFlight()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database, RealisticHashCost, LongTimeout);
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        ResponseCounter counter = new(20);
        int stopping = 0;

        async Task<(bool SentBefore, Response Response)[]> LoadAsync(Func<Task<Response>> send)
        {
            List<(bool SentBefore, Response Response)> responses = [];
            do
            {
                bool sentBefore = Volatile.Read(ref stopping) == 0;
                Response response = await send();
                responses.Add((sentBefore, response));
                counter.Count();
            }
            while (responses[^1].Response.Status is not null);

            return [.. responses];
        }

        Task<(bool SentBefore, Response Response)[]>[] load = [.. Enumerable.Range(0, 8).SelectMany(_ => new[]
        {
            LoadAsync(() => service.Client.LogInAsync(account)),
            LoadAsync(() => service.Client.ReadUserAsync(tokens.Access)),
        })];
        await counter.Completed;
        Volatile.Write(ref stopping, 1);
        service.Process.Terminate();

        (bool SentBefore, Response Response)[] responses = [.. (await Task.WhenAll(load)).SelectMany(one => one)];
        int status = await service.Process.EndAsync();

        Assert.That(status, Is.Zero, service.Process.Output);
        Assert.That(responses.Where(one => one.SentBefore).Select(one => one.Response.Status), Is.All.EqualTo(200));
        Assert.That(responses.Where(one => !one.SentBefore).Select(one => one.Response.Status), Is.All.EqualTo(200).Or.Null);
        Assert.That(await RefusesAsync(service.Process.Address), Is.True);
    }

    [Test]
    public async Task Stop_WhenThereIsADelay_StillServesReportsNotReadyAndClosesConnections()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database, LongTimeout, ("Limits__ShutdownDelay", "00:00:10"));
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        using HttpClient http = new() { BaseAddress = service.Process.Address };
        using HttpResponseMessage before = await http.GetAsync("/health/live");
        service.Process.Terminate();
        int? ready = await Poll.UntilAsync(service.Client.IsReadyAsync, status => status != 200);

        using HttpResponseMessage live = await http.GetAsync("/health/live");
        using HttpResponseMessage unknown = await http.GetAsync("/nowhere");
        Response profile = await service.Client.ReadUserAsync(tokens.Access);
        Response update = await service.Client.UpdateBioAsync(tokens, "late");

        int status = await service.Process.EndAsync();
        Assert.That((status, ready, profile.Status, update.Status), Is.EqualTo((0, 503, 200, 200)), service.Process.Output);
        Assert.That(
            new[] { before, live, unknown }.Select(response => ((int)response.StatusCode, response.Headers.ConnectionClose)),
            Is.EqualTo(new (int, bool?)[] { (200, null), (200, true), (404, true) }));
        Assert.That(await RefusesAsync(service.Process.Address), Is.True);
    }

    [Test]
    public async Task Stop_WhenSecurityEventsWait_SavesThem()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database, LongTimeout);
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        Response[] wrong = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => service.Client.LogInAsync(account, "wrong")));

        service.Process.Terminate();

        int status = await service.Process.EndAsync();
        await service.RestartAsync();
        string events = (await service.Client.ListEventsAsync(tokens)).Body;
        Assert.That(status, Is.Zero);
        Assert.That(wrong.Select(response => response.Status), Is.All.EqualTo(401));
        Assert.That(events.Split("login_failed"), Has.Length.EqualTo(31));
    }

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
