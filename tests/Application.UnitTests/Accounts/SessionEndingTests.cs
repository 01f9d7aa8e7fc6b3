using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Accounts;

internal sealed class SessionEndingTests
{
    private readonly Ports ports = new();
    private readonly User user = TestData.NewUser();

    [TestCase(SessionEnd.PasswordChanged)]
    [TestCase(SessionEnd.Deactivated)]
    public async Task EndAllAsync_WhenSessionsAreLive_EndsEachOfThem(SessionEnd reason)
    {
        Session[] sessions = [TestData.NewSession(user), TestData.NewSession(user)];
        ports.HoldSessions(sessions);

        await EndAllAsync(reason);

        Assert.That(
            sessions.Select(session => (session.EndedAt, session.EndReason)),
            Is.All.EqualTo(((DateTimeOffset?)TestData.Now, (SessionEnd?)reason)));
    }

    [Test]
    public async Task EndAllAsync_WhenCalled_EndsTheAccountsSessionsOnly()
    {
        await EndAllAsync(SessionEnd.Deactivated);

        ports.Sessions.Verify(
            sessions => sessions.MarkAllEndedAsync(user.Id, SessionEnd.Deactivated, TestData.Now, It.IsAny<CancellationToken>()),
            Times.Once);
        ports.Sessions.VerifyNoOtherCalls();
    }

    // The access tokens that are out belong to no row, and a login may be on its way.
    [Test]
    public async Task EndAllAsync_WhenNoSessionIsLive_RevokesAllTheSame()
    {
        await EndAllAsync(SessionEnd.Deactivated);

        ports.Revocations.Verify(revocations => revocations.RevokeAll(user, SessionEnd.Deactivated, TestData.Now), Times.Once);
        ports.Revocations.VerifyNoOtherCalls();
    }

    [Test]
    public async Task EndAllAsync_WhenThePasswordWasChanged_PutsItOnRecord()
    {
        await EndAllAsync(SessionEnd.PasswordChanged);

        ports.Events.Verify(events => events.Add(SecurityEventKind.PasswordChanged, user.Id, null), Times.Once);
        ports.Events.VerifyNoOtherCalls();
    }

    [Test]
    public async Task EndAllAsync_WhenThePasswordWasChanged_TellsTheOwner()
    {
        await EndAllAsync(SessionEnd.PasswordChanged);

        ports.Outbox.Verify(
            outbox => outbox.Add(It.Is<OutgoingMail>(mail => mail.Kind == MailKind.PasswordChanged && mail.UserId == user.Id)),
            Times.Once);
    }

    [Test]
    public async Task EndAllAsync_WhenTheAccountWasDeactivated_SpeaksOfNoPassword()
    {
        await EndAllAsync(SessionEnd.Deactivated);

        ports.Events.VerifyNoOtherCalls();
        ports.Outbox.VerifyNoOtherCalls();
    }

    private Task EndAllAsync(SessionEnd reason) => ports.SessionEnding().EndAllAsync(user, reason, TestData.Now, default);
}
