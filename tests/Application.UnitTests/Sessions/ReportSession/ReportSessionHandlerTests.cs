using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions.ReportSession;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Sessions.ReportSession;

internal sealed class ReportSessionHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ReportSession_WhenTheSessionIsLive_EndsOnlyItAndSendsAResetLink()
    {
        User user = ports.Register(TestData.NewUser());
        Session reported = TestData.NewSession(user);
        Session own = TestData.NewSession(user, userAgent: "Firefox");
        ports.StubSessions(own, reported);
        string secret = ports.Store(user, LinkPurpose.ReportSession, subject: $"{reported.Id}");

        await Handler().Handle(new ReportSessionCommand(secret), default);

        Assert.That(
            (reported.EndReason, own.EndReason), Is.EqualTo(((SessionEndReason?)SessionEndReason.Reported, (SessionEndReason?)null)));
        Assert.That(ports.Saved.RevokedSessions, Is.EqualTo([reported.Id]));
        ports.AttemptCounters.Verify(counters => counters.DeleteKnownNetworksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        Assert.That(
            ports.Saved.Emails.Single(),
            Has.Property("Kind").EqualTo(EmailKind.ResetPassword).And.Property("UserId").EqualTo(user.Id));
        Assert.That(
            ports.Saved.Events,
            Is.EqualTo(
            [
                new SavedEvent(SecurityEventKind.SessionEnded, user.Id, reported.Id),
                new SavedEvent(SecurityEventKind.SessionReported, user.Id, reported.Id),
            ]));
    }

    [Test]
    public async Task ReportSession_WhenTheSessionHasEnded_StillSendsAResetLink()
    {
        User user = ports.Register(TestData.NewUser());
        Guid ended = Guid.NewGuid();
        string secret = ports.Store(user, LinkPurpose.ReportSession, subject: $"{ended}");

        await Handler().Handle(new ReportSessionCommand(secret), default);

        Assert.That(ports.Saved.RevokedSessions, Is.Empty);
        Assert.That(ports.Saved.Emails.Single().Kind, Is.EqualTo(EmailKind.ResetPassword));
    }

    // The device of that session would count as one of the owner's.
    [Test]
    public async Task ReportSession_WhenTheStrangerHasLoggedOut_ReplacesTheEndReason()
    {
        User user = ports.Register(TestData.NewUser());
        Session reported = TestData.NewSession(user);
        reported.End(SessionEndReason.Logout, TestData.Earlier);
        ports.StubSessions(reported);
        string secret = ports.Store(user, LinkPurpose.ReportSession, subject: $"{reported.Id}");

        await Handler().Handle(new ReportSessionCommand(secret), default);

        Assert.That(
            (reported.EndReason, reported.EndedAt),
            Is.EqualTo(((SessionEndReason?)SessionEndReason.Reported, (DateTimeOffset?)TestData.Earlier)));
        Assert.That(ports.Saved.RevokedSessions, Is.Empty);
    }

    // Each session makes its device known, and an IPv6 network has many addresses.
    [Test]
    public async Task ReportSession_WhenTheDeviceHasOtherSessions_EndsThoseInItsNetwork()
    {
        User user = ports.Register(TestData.NewUser());
        Session reported = TestData.NewSession(user, network: "2001:db8:1:2::1");
        Session same = TestData.NewSession(user, network: "2001:db8:1:2::9");
        Session elsewhere = TestData.NewSession(user, network: "2001:db8:1:3::1");
        ports.StubSessions(reported, same, elsewhere);
        ports.StubKnownNetworks(reported.Network, same.Network, elsewhere.Network);
        string secret = ports.Store(user, LinkPurpose.ReportSession, subject: $"{reported.Id}");

        await Handler().Handle(new ReportSessionCommand(secret), default);

        Assert.That(ports.Saved.RevokedSessions, Is.EquivalentTo([reported.Id, same.Id]));
        Assert.That(
            (same.EndReason, elsewhere.EndReason), Is.EqualTo(((SessionEndReason?)SessionEndReason.Reported, (SessionEndReason?)null)));
        ports.Sessions.Verify(
            sessions => sessions.ReplaceEndReasonsAsync(
                user.Id,
                TestData.UserAgent,
                It.Is<IReadOnlyCollection<string?>>(networks => networks.Contains(same.Network) && !networks.Contains(elsewhere.Network)),
                SessionEndReason.Reported,
                1_000,
                TestData.Now,
                It.IsAny<CancellationToken>()),
            Times.Once);
    }

    [TestCase(LinkPurpose.RestoreAccount)]
    [TestCase(LinkPurpose.LogIn)]
    public void ReportSession_WhenTheLinkIsForAnotherPurpose_EndsNothing(LinkPurpose purpose)
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);
        string secret = ports.Store(user, purpose, subject: $"{session.Id}");

        Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(new ReportSessionCommand(secret), default));

        Assert.That(session.EndedAt, Is.Null);
        Assert.That(ports.Saves, Is.Zero);
    }

    private ReportSessionHandler Handler() => new(
        ports.AccountLinkRedeemer(),
        ports.SessionTerminator(),
        ports.Outbox.Object,
        ports.AttemptCounters.Object,
        ports.Clock,
        NullLogger<ReportSessionHandler>.Instance);
}
