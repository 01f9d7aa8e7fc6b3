using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>An instance that cannot read revocations stops accepting access tokens. The test runs its polls.</summary>
internal sealed class RevocationStalenessTests
{
    private const string Unavailable = """503 {"detail":"The service cannot reach its data. Try again shortly.","code":"unavailable"}""";
    private static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider pace = new();

    [Test]
    public async Task ProtectedEndpoint_WhenTheDatabaseIsUnreachableForAShortTime_StillSucceeds()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.CorruptDatabase();
        pace.Advance(MaxStaleness);

        ApiResponse response = await ReadsNothingAsync(api, session);

        Assert.That(response.Status, Is.EqualTo(400), response.ToString());
    }

    [Test]
    public async Task ProtectedEndpoint_WhenTheDatabaseIsUnreachableForALongTime_Returns503()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.CorruptDatabase();
        pace.Advance(MaxStaleness + Period);

        ApiResponse response = await ReadsNothingAsync(api, session);

        ApiResponse ready = await api.SendAsync(HttpMethod.Get, "/health/ready");
        Assert.That(response.ToString(), Is.EqualTo(Unavailable));
        Assert.That(response.Header("Retry-After"), Is.EqualTo("5"));
        Assert.That((await api.SendAsync(HttpMethod.Get, "/health/live")).Status, Is.EqualTo(200));
        Assert.That(
            ready.ToString(),
            Is.EqualTo("""503 {"detail":"Not ready: database, revocations.","code":"not_ready","revocation_lag_milliseconds":30250}"""));
    }

    [Test]
    public async Task ProtectedEndpoint_WhenTheDatabaseRecovers_Succeeds()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        Action restore = host.CorruptDatabase();
        pace.Advance(MaxStaleness + Period);
        ApiResponse during = await ReadsNothingAsync(api, session);

        restore();

        ApiResponse after = await Poll.UntilAsync(
            () =>
            {
                pace.Advance(Period);
                return ReadsNothingAsync(api, session);
            },
            response => response.Status != 503);
        Assert.That(during.Status, Is.EqualTo(503));
        Assert.That(after.Status, Is.EqualTo(400), after.ToString());
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
    }

    private CleanAuthHost Start() => new(("Tokens:RevocationMaxStaleness", MaxStaleness.ToString()))
    {
        Register = services => services.Replace(ServiceDescriptor.Singleton(new MonotonicClock(pace))),
    };

    private static Task<ApiResponse> ReadsNothingAsync(Api api, ClientTokens session) =>
        api.SendAsync(HttpMethod.Post, "/api/logout/", "{}", session.Access);
}
