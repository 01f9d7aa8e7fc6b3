using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>The clock jumps ten minutes forward or back. It logs no user out, and nothing that expired becomes valid again.</summary>
internal sealed class ClockJumpTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider passing = new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
    private readonly JumpingClock clock;

    public ClockJumpTests() => clock = new JumpingClock(passing);

    [TestCase(10, 401)]
    [TestCase(-10, 200)]
    public async Task Session_WhenTheClockJumps_StaysLive(int minutes, int profileStatus)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        clock.Jump(TimeSpan.FromMinutes(minutes));

        ApiResponse profile = await api.GetProfileAsync(session.Access);
        ClientTokens refreshed = await api.RefreshSessionAsync(session);

        Assert.That(profile.Status, Is.EqualTo(profileStatus), profile.ToString());
        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSessionsAsync(refreshed.Access)).Json["sessions"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Session_WhenOpenedBeforeTheClockIsCorrected_StaysLive(int minutes)
    {
        using CleanAuthHost host = Start();
        clock.Jump(TimeSpan.FromMinutes(minutes));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        clock.Jump(TimeSpan.FromMinutes(-minutes));
        await host.RefreshKeysAsync();

        ClientTokens refreshed = await api.RefreshSessionAsync(session);

        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSessionsAsync(refreshed.Access)).Json["sessions"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Refresh_WhenTheResponseIsLostAndTheClockJumps_ReturnsTheSuccessorAgain(int minutes)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens lost = await api.RefreshSessionAsync(session);
        clock.Jump(TimeSpan.FromMinutes(minutes));
        passing.Advance(TimeSpan.FromSeconds(1));

        ApiResponse retried = await api.RefreshAsync(session.Refresh);

        Assert.That(retried.Status, Is.EqualTo(200), retried.ToString());
        Assert.That(ClientTokens.From(retried.Json).RefreshId, Is.EqualTo(lost.RefreshId));
    }

    [Test]
    public async Task Refresh_WhenTheResponseOfAnotherInstanceIsLostAndTheClockJumps_ReturnsTheSuccessorAgain()
    {
        using CleanAuthHost host = Start();
        using CleanAuthHost other = StartBeside(host);
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        passing.Advance(TimeSpan.FromHours(1));
        ClientTokens lost = await api.RefreshSessionAsync(session);
        clock.Jump(TenMinutes);
        passing.Advance(TimeSpan.FromSeconds(1));

        ApiResponse retried = await otherApi.RefreshAsync(session.Refresh);

        Assert.That(retried.Status, Is.EqualTo(200), retried.ToString());
        Assert.That(ClientTokens.From(retried.Json).RefreshId, Is.EqualTo(lost.RefreshId));
    }

    [TestCase(0, 31)]
    [TestCase(10, 31)]
    [TestCase(10, 60 * 10)]
    public async Task Refresh_WhenAConsumedTokenIsReusedAfterTheLeeway_EndsTheSessionDespiteAClockJump(int minutes, int seconds)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens successor = await api.RefreshSessionAsync(session);
        passing.Advance(TimeSpan.FromSeconds(seconds));
        clock.Jump(TimeSpan.FromMinutes(minutes));

        ApiResponse reused = await api.RefreshAsync(session.Refresh);

        Assert.That(reused.Status, Is.EqualTo(401), reused.ToString());
        Assert.That((await api.RefreshAsync(successor.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Refresh_WhenAConsumedTokenIsReusedLongAfterAClockJump_EndsTheSession()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        clock.Jump(TenMinutes);
        ClientTokens used = await api.RefreshSessionAsync(session);
        await api.RefreshSessionAsync(used);
        passing.Advance(TimeSpan.FromSeconds(31));

        ApiResponse reused = await api.RefreshAsync(used.Refresh);

        Assert.That(reused.Status, Is.EqualTo(401), reused.ToString());
    }

    [Test]
    public async Task Revocation_WhenTheClockJumpsForwardAndBack_IsNotDropped()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens ended = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();
        await api.LogOutAsync(ended.Access, ended.Refresh);

        clock.Jump(TenMinutes);
        await host.CommandAsync(new FlushExpiredTokensCommand());
        await host.Services.GetRequiredService<RevocationFeed>().PollAsync(CancellationToken.None);
        clock.Jump(-TenMinutes);

        // An instance that starts now knows only the stored revocations.
        using CleanAuthHost later = StartBeside(host);
        using Api laterApi = new(later.Connect());
        Assert.That((await api.GetProfileAsync(ended.Access)).Status, Is.EqualTo(401));
        Assert.That((await laterApi.GetProfileAsync(ended.Access)).Status, Is.EqualTo(401));
        Assert.That((await laterApi.GetProfileAsync(other.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task RefreshToken_WhenTheClockJumpsForwardAndBackNearItsEnd_IsNotDeleted()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        passing.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(5));
        clock.Jump(TenMinutes);
        await host.CommandAsync(new FlushExpiredTokensCommand());
        clock.Jump(-TenMinutes);

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.Status, Is.EqualTo(200), response.ToString());
    }

    private CleanAuthHost Start() => new() { Register = Replace };

    private CleanAuthHost StartBeside(CleanAuthHost host) => host.StartBeside(Replace);

    private void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
}
