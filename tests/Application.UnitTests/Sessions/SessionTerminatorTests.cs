using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Sessions;

internal sealed class SessionTerminatorTests
{
    private readonly Ports ports = new();
    private readonly User user = TestData.NewUser();

    [TestCase(SessionEndReason.PasswordChanged)]
    [TestCase(SessionEndReason.Deactivated)]
    public async Task EndAllAsync_WhenSessionsAreLive_EndsEachOfThem(SessionEndReason reason)
    {
        Session[] sessions = [TestData.NewSession(user), TestData.NewSession(user)];
        ports.StubSessions(sessions);

        await EndAllAsync(reason);

        Assert.That(
            sessions.Select(session => (session.EndedAt, session.EndReason)),
            Is.All.EqualTo(((DateTimeOffset?)TestData.Now, (SessionEndReason?)reason)));
    }

    [Test]
    public async Task EndAllAsync_WhenCalled_EndsTheAccountsSessionsOnly()
    {
        await EndAllAsync(SessionEndReason.Deactivated);

        ports.Sessions.Verify(
            sessions => sessions.MarkAllEndedAsync(
                user.Id, null, SessionEndReason.Deactivated, TestData.Now, It.IsAny<CancellationToken>()),
            Times.Once);
        ports.Sessions.VerifyNoOtherCalls();
    }

    // Access tokens have no rows, and a concurrent login may still open a session.
    [Test]
    public async Task EndAllAsync_WhenNoSessionIsLive_StillAddsARevocation()
    {
        await EndAllAsync(SessionEndReason.Deactivated);

        ports.Revocations.Verify(revocations => revocations.RevokeAll(user, SessionEndReason.Deactivated, TestData.Now, null), Times.Once);
        ports.Revocations.VerifyNoOtherCalls();
    }

    // The device of an attacker who has logged out before must not count as one of the owner's.
    [TestCase(SessionEndReason.AccountSecured)]
    [TestCase(SessionEndReason.EmailRestored)]
    public async Task EndAllAsync_WhenAnAttackerMayHaveHadAccess_ReplacesTheReasonOfEarlierEnds(SessionEndReason reason)
    {
        await EndAllAsync(reason);

        ports.Sessions.Verify(
            sessions => sessions.ReplaceEndReasonsAsync(user.Id, reason, 1_000, TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public async Task EndAllAsync_WhenThePasswordWasChanged_AddsTheEvent()
    {
        await EndAllAsync(SessionEndReason.PasswordChanged);

        ports.Events.Verify(events => events.Add(SecurityEventKind.PasswordChanged, user.Id, null), Times.Once);
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public async Task EndAllAsync_WhenThePasswordWasChanged_NotifiesTheOwner()
    {
        await EndAllAsync(SessionEndReason.PasswordChanged);

        ports.Outbox.Verify(
            outbox => outbox.Add(It.Is<OutgoingEmail>(email => email.Kind == EmailKind.PasswordChanged && email.UserId == user.Id)),
            Times.Once);
    }

    [Test]
    public async Task EndAllAsync_WhenTheAccountWasDeactivated_SendsNoEmailAboutThePassword()
    {
        await EndAllAsync(SessionEndReason.Deactivated);

        ports.Events.VerifyNoOtherCalls();
        ports.Outbox.VerifyNoOtherCalls();
    }

    [TestCase(SessionEndReason.Logout, SecurityEventKind.LoggedOut)]
    [TestCase(SessionEndReason.ReuseDetected, SecurityEventKind.ReuseDetected)]
    [TestCase(SessionEndReason.RevokedByUser, SecurityEventKind.SessionEnded)]
    public async Task TryEnd_WhenTheSessionIsLive_SavesOneRevocationAndTheEventOfTheReason(SessionEndReason reason, SecurityEventKind kind)
    {
        Session session = TestData.NewSession(user);
        ports.StubEnd(session.Id, user.Id, reason);

        bool isEnded = await ports.SessionTerminator().TryEndAsync(session.Id, user.Id, reason, TestData.Now, default);

        Assert.That(isEnded, Is.True);
        Assert.That(ports.Saved.RevokedSessions, Is.EqualTo([session.Id]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(kind, user.Id, session.Id)]));
    }

    [Test]
    public async Task TryEnd_WhenTheSessionIsNotLive_ChangesNothing()
    {
        bool isEnded = await ports.SessionTerminator().TryEndAsync(Guid.NewGuid(), user.Id, SessionEndReason.Logout, TestData.Now, default);

        Assert.That(isEnded, Is.False);
        ports.Revocations.VerifyNoOtherCalls();
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public async Task LogOutEverywhere_WhenOneSessionIsKept_AddsOneRevocationAndOneEvent()
    {
        Session kept = TestData.NewSession(user);
        Session[] others = [TestData.NewSession(user), TestData.NewSession(user)];
        ports.StubSessions([kept, .. others]);

        int count = await ports.SessionTerminator(
            ).EndAllAsync(user, kept, SessionEndReason.RevokedByUser, TestData.Now, default);

        Assert.That(count, Is.EqualTo(2));
        Assert.That((user.SessionEpoch, user.Epoch), Is.EqualTo((1, 0)), "Links depend only on the epoch.");
        Assert.That(kept.IsLive(user, TestData.Now), Is.True);
        Assert.That(others.Select(session => session.EndReason), Is.All.EqualTo(SessionEndReason.RevokedByUser));
        ports.Revocations.Verify(
            revocations => revocations.RevokeAll(user, SessionEndReason.RevokedByUser, TestData.Now, kept.Id), Times.Once);
        ports.Revocations.VerifyNoOtherCalls();
        ports.Events.Verify(events => events.Add(SecurityEventKind.SessionsEnded, user.Id, kept.Id), Times.Once);
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public async Task LogOutEverywhere_WhenThereIsNothingToEnd_ChangesNothing()
    {
        Session kept = TestData.NewSession(user);
        ports.StubSessions(kept);

        int count = await ports.SessionTerminator(
            ).EndAllAsync(user, kept, SessionEndReason.RevokedByUser, TestData.Now, default);

        Assert.That((count, user.SessionEpoch), Is.EqualTo((0, 0)));
        ports.Revocations.VerifyNoOtherCalls();
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public async Task MakeRoom_WhenTheAccountHasTheMaximum_EndsTheLeastRecentlyUsedSession()
    {
        Session[] sessions = [TestData.NewSession(user), TestData.NewSession(user), TestData.NewSession(user)];
        ports.StubSessions(sessions);

        await ports.SessionTerminator().MakeRoomAsync(user, isAdmin: false, limit: 3, TestData.Now, default);

        Assert.That(
            sessions.Select(session => session.EndReason),
            Is.EqualTo(new SessionEndReason?[] { null, null, SessionEndReason.LimitReached }));
        ports.Revocations.Verify(
            revocations => revocations.Revoke(sessions[2].Id, SessionEndReason.LimitReached, TestData.Now), Times.Once);
        ports.Events.Verify(events => events.Add(SecurityEventKind.SessionEnded, user.Id, sessions[2].Id), Times.Once);
    }

    private Task EndAllAsync(SessionEndReason reason) =>
        ports.SessionTerminator().EndAllAfterEpochChangeAsync(user, reason, TestData.Now, default);
}
