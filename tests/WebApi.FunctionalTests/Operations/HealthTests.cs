using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

internal sealed class HealthTests
{
    private const string Healthy = """200 {"status":"healthy"}""";
    private const string Ready = """200 {"status":"healthy","revocation_lag_milliseconds":0}""";
    private const string NotReady = """503 {"detail":"Not ready: database.","code":"not_ready","revocation_lag_milliseconds":0}""";

    private readonly FakeTimeProvider pace = new();

    [TestCase("/health/live", Healthy)]
    [TestCase("/health/ready", Ready)]
    public async Task Health_WhenEverythingWorks_Returns200(string path, string expected)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Get, path);

        Assert.That(response.ToString(), Is.EqualTo(expected));
        Assert.That(response.Header("Cache-Control"), Does.Contain("no-store"));
    }

    // The endpoint is anonymous, and each check opens a connection.
    [Test]
    public async Task Ready_WhenCalledByManyAtOnce_ChecksTheDatabaseOnceASecond()
    {
        using CleanAuthHost host = Start(("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Information"));
        using Api api = new(host.Connect());
        int atStart = Looks(host);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadyAsync(api)));
        int atOnce = Looks(host);
        pace.Advance(TimeSpan.FromSeconds(1));
        await ReadyAsync(api);

        Assert.That((atOnce - atStart, Looks(host) - atStart), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Ready_WhenTheDatabaseFailsAndRecovers_ChangesWithinASecond()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        await ReadyAsync(api);
        Action giveBack = host.CorruptDatabase();
        pace.Advance(TimeSpan.FromSeconds(1));
        ApiResponse during = await ReadyAsync(api);
        giveBack();
        pace.Advance(TimeSpan.FromSeconds(1));

        ApiResponse after = await ReadyAsync(api);

        Assert.That((during.Status, after.Status), Is.EqualTo((503, 200)), $"{during} {after}");
    }

    [Test]
    public async Task Ready_WhenMigrationsAreMissing_Returns503()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        await host.QueryAsync(context => context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory"));

        ApiResponse response = await ReadyAsync(api);

        Assert.That(response.ToString(), Is.EqualTo(NotReady));
        Assert.That(response.Header("Retry-After"), Is.EqualTo("5"));
    }

    [Test]
    public async Task Ready_WhenTheDatabaseFileIsMissing_Returns503()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        host.DeleteDatabase();

        ApiResponse response = await ReadyAsync(api);

        Assert.That(response.ToString(), Is.EqualTo(NotReady));
    }

    [Test]
    public async Task Ready_WhenTheDatabaseIsUnreadable_Returns503()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        host.CorruptDatabase();

        ApiResponse response = await ReadyAsync(api);

        Assert.That(response.ToString(), Is.EqualTo(NotReady));
    }

    [Test]
    public async Task Live_WhenTheDatabaseIsUnreadable_StillReturns200()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        host.CorruptDatabase();

        ApiResponse response = await api.SendAsync(HttpMethod.Get, "/health/live");

        Assert.That(response.ToString(), Is.EqualTo(Healthy));
    }

    [Test]
    public async Task AnyRequest_WhenTheDatabaseIsUnreadable_Returns503WithRetryAfter()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.CorruptDatabase();

        ApiResponse[] responses =
        [
            await api.GetProfileAsync(session.Access),
            await api.LogInAsync(),
            await api.RefreshAsync(session.Refresh),
            await api.VerifyAsync(session.Access),
            await api.RegisterAsync(),
        ];

        Assert.That(
            responses.Select(response => response.ToString()),
            Is.All.EqualTo("""503 {"detail":"The service cannot reach its data. Try again shortly.","code":"unavailable"}"""));
        Assert.That(responses.Select(response => response.Header("Retry-After")), Is.All.EqualTo("5"));
    }

    private static Task<ApiResponse> ReadyAsync(Api api) => api.SendAsync(HttpMethod.Get, "/health/ready");

    private static int Looks(CleanAuthHost host) => host.Logs.Lines.Count(line => line.Contains("FROM \"__EFMigrationsHistory\""));

    // The test runs background work itself, so that the lag stays as it was at the start.
    private CleanAuthHost Start(params (string Name, string Value)[] settings) => new(settings)
    {
        Register = services => services.Replace(ServiceDescriptor.Singleton(new MonotonicClock(pace))),
    };
}
