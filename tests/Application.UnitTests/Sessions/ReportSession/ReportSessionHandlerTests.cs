using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions.ReportSession;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Sessions.ReportSession;

internal sealed class ReportSessionHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ReportSession_WhenItIsLive_EndsItAloneAndSendsALinkForAnotherPassword()
    {
        User user = ports.Register(TestData.NewUser());
        Session strange = TestData.NewSession(user);
        Session own = TestData.NewSession(user);
        ports.HoldSessions(own, strange);
        string secret = ports.Store(user, LinkPurpose.ReportSession, subject: $"{strange.Id}");

        await Handler().Handle(new ReportSessionCommand(secret), default);

        Assert.That((strange.EndReason, own.EndReason), Is.EqualTo(((SessionEnd?)SessionEnd.RevokedByUser, (SessionEnd?)null)));
        Assert.That(ports.Saved.RevokedSessions, Is.EqualTo([strange.Id]));
        Assert.That(ports.Saved.Mails.Single(), Has.Property("Kind").EqualTo(MailKind.ResetPassword).And.Property("UserId").EqualTo(user.Id));
        Assert.That(
            ports.Saved.Events,
            Is.EqualTo(
            [
                new SavedEvent(SecurityEventKind.SessionEnded, user.Id, strange.Id),
                new SavedEvent(SecurityEventKind.SessionReported, user.Id, strange.Id),
            ]));
    }

    [Test]
    public async Task ReportSession_WhenItIsOver_SendsTheLinkAllTheSame()
    {
        User user = ports.Register(TestData.NewUser());
        Guid over = Guid.NewGuid();
        string secret = ports.Store(user, LinkPurpose.ReportSession, subject: $"{over}");

        await Handler().Handle(new ReportSessionCommand(secret), default);

        Assert.That(ports.Saved.RevokedSessions, Is.Empty);
        Assert.That(ports.Saved.Mails.Single().Kind, Is.EqualTo(MailKind.ResetPassword));
    }

    [TestCase(LinkPurpose.RestoreAccount)]
    [TestCase(LinkPurpose.LogIn)]
    public void ReportSession_WhenTheLinkIsForAnotherPurpose_EndsNothing(LinkPurpose purpose)
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.HoldSessions(session);
        string secret = ports.Store(user, purpose, subject: $"{session.Id}");

        Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(new ReportSessionCommand(secret), default));

        Assert.That(session.EndedAt, Is.Null);
        Assert.That(ports.Saves, Is.Zero);
    }

    private ReportSessionHandler Handler() => new(
        ports.LinkUse(), ports.SessionEnding(), ports.Outbox.Object, ports.Events.Object, ports.Clock, NullLogger<ReportSessionHandler>.Instance);
}
