using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.WebApi.FunctionalTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Faults;

/// <summary>The clock is set ten minutes forward or back. No user is logged out by it, and nothing that expired becomes valid again.</summary>
internal sealed class ClockJumpTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider passing = new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
    private readonly JumpingClock clock;

    public ClockJumpTests() => clock = new JumpingClock(passing);

    [TestCase(10, 401)]
    [TestCase(-10, 200)]
    public async Task Session_WhenTheClockJumps_GoesOn(int minutes, int profileStatus)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        clock.Jump(TimeSpan.FromMinutes(minutes));

        Answer profile = await api.GetProfileAsync(session.Access);
        ClientTokens refreshed = await api.ContinueAsync(session);

        Assert.That(profile.Status, Is.EqualTo(profileStatus), profile.ToString());
        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSessionsAsync(refreshed.Access)).Json["sessions"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Session_WhenOpenedBeforeTheClockIsPutRight_GoesOn(int minutes)
    {
        using CleanAuthHost host = Start();
        clock.Jump(TimeSpan.FromMinutes(minutes));
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        clock.Jump(TimeSpan.FromMinutes(-minutes));
        await host.RefreshKeysAsync();

        ClientTokens refreshed = await api.ContinueAsync(session);

        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSessionsAsync(refreshed.Access)).Json["sessions"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Refresh_WhenTheReplyIsLostAndTheClockJumps_GivesTheSuccessorAgain(int minutes)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        ClientTokens lost = await api.ContinueAsync(session);
        clock.Jump(TimeSpan.FromMinutes(minutes));
        passing.Advance(TimeSpan.FromSeconds(1));

        Answer retried = await api.RefreshAsync(session.Refresh);

        Assert.That(retried.Status, Is.EqualTo(200), retried.ToString());
        Assert.That(ClientTokens.From(retried.Json).RefreshId, Is.EqualTo(lost.RefreshId));
    }

    [Test]
    public async Task Refresh_WhenTheReplyOfAnotherInstanceIsLostAndTheClockJumps_GivesTheSuccessorAgain()
    {
        using CleanAuthHost host = Start();
        using CleanAuthHost other = StartBeside(host);
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        ClientTokens session = await api.SignUpAsync();
        passing.Advance(TimeSpan.FromHours(1));
        ClientTokens lost = await api.ContinueAsync(session);
        clock.Jump(TenMinutes);
        passing.Advance(TimeSpan.FromSeconds(1));

        Answer retried = await otherApi.RefreshAsync(session.Refresh);

        Assert.That(retried.Status, Is.EqualTo(200), retried.ToString());
        Assert.That(ClientTokens.From(retried.Json).RefreshId, Is.EqualTo(lost.RefreshId));
    }

    [TestCase(0, 31)]
    [TestCase(10, 31)]
    [TestCase(10, 60 * 10)]
    public async Task Refresh_WhenAUsedTokenComesAfterTheLeeway_IsTheftInSpiteOfAJump(int minutes, int seconds)
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        ClientTokens successor = await api.ContinueAsync(session);
        passing.Advance(TimeSpan.FromSeconds(seconds));
        clock.Jump(TimeSpan.FromMinutes(minutes));

        Answer reused = await api.RefreshAsync(session.Refresh);

        Assert.That(reused.Status, Is.EqualTo(401), reused.ToString());
        Assert.That((await api.RefreshAsync(successor.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Refresh_WhenAUsedTokenComesLongAfterAJump_IsTheft()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens session = await api.SignUpAsync();
        clock.Jump(TenMinutes);
        ClientTokens used = await api.ContinueAsync(session);
        await api.ContinueAsync(used);
        passing.Advance(TimeSpan.FromSeconds(31));

        Answer reused = await api.RefreshAsync(used.Refresh);

        Assert.That(reused.Status, Is.EqualTo(401), reused.ToString());
    }

    [Test]
    public async Task Revocation_WhenTheClockJumpsForwardAndBack_IsNotForgotten()
    {
        using CleanAuthHost host = Start();
        using Api api = new(host.Connect());
        ClientTokens ended = await api.SignUpAsync();
        ClientTokens other = await api.SignInAsync();
        await api.LogOutAsync(ended.Access, ended.Refresh);

        clock.Jump(TenMinutes);
        await host.CommandAsync(new FlushExpiredTokensCommand());
        await host.Services.GetRequiredService<RevocationFeed>().PollAsync(CancellationToken.None);
        clock.Jump(-TenMinutes);

        // One that starts now knows only what is still written down.
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
        ClientTokens session = await api.SignUpAsync();
        passing.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(5));
        clock.Jump(TenMinutes);
        await host.CommandAsync(new FlushExpiredTokensCommand());
        clock.Jump(-TenMinutes);

        Answer answer = await api.RefreshAsync(session.Refresh);

        Assert.That(answer.Status, Is.EqualTo(200), answer.ToString());
    }

    private CleanAuthHost Start() => new() { Register = Replace };

    private CleanAuthHost StartBeside(CleanAuthHost host) => host.StartBeside(Replace);

    private void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
}
