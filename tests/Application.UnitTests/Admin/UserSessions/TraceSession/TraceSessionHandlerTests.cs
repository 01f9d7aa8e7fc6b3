using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.TraceSession;

internal sealed class TraceSessionHandlerTests
{
    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> history = new();
    private readonly Mock<IAuditLog> auditLog = new();
    private readonly User owner;
    private readonly PresentedToken presented;

    public TraceSessionHandlerTests()
    {
        owner = ports.Register(TestData.NewUser());
        presented = TestData.NewToken(owner);
        history.Setup(port => port.ReadAsync(presented.Session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new StoredSession(presented.Session, HasLiveToken: true));
        StubEvents();
    }

    [Test]
    public async Task TraceSession_WhenGivenASession_ReturnsItsState()
    {
        presented.Session.End(SessionEndReason.RevokedByAdmin, TestData.Now);
        SecurityEvent ended = SecurityEvent.Create(
            SecurityEventKind.SessionEnded, owner.Id, presented.Session.Id, TestData.Network, TestData.Now, Staff.Id);
        StubEvents(ended);

        SessionTraceDto trace = await HandleAsync(presented.Session.Id);

        Assert.That(trace.Explanation, Is.EqualTo("Logged out: a member of staff ended the session."));
        Assert.That((trace.User.Id, trace.User.Email, trace.User.Username), Is.EqualTo((owner.Id, TestData.Email, TestData.Username)));
        Assert.That((trace.Session.Id, trace.Session.State), Is.EqualTo((presented.Session.Id, "ended")));
        Assert.That(trace.Token, Is.Null);
        Assert.That(trace.Events, Is.EqualTo(
        [
            new StaffEventDto(0, "session_ended", TestData.Now, owner.Id, presented.Session.Id, Staff.Id, TestData.Network),
        ]));
    }

    [Test]
    public async Task TraceSession_WhenGivenAToken_ReturnsItsStateAndThatOfItsSession()
    {
        ports.Store(presented);

        SessionTraceDto trace = await HandleAsync(presented.Token.Id);

        Assert.That(trace.Explanation, Is.EqualTo("Still logged in: this refresh token has not been used."));
        Assert.That(trace.Session.Id, Is.EqualTo(presented.Session.Id));
        Assert.That((trace.Token?.Id, trace.Token?.State), Is.EqualTo((presented.Token.Id, "outstanding")));
    }

    [Test]
    public void TraceSession_WhenTheIdIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid());

        Assert.ThrowsAsync<NotFoundException>(act);
        auditLog.VerifyNoOtherCalls();
    }

    private void StubEvents(params SecurityEvent[] found) => auditLog
        .Setup(port => port.ReadAsync(
            new EventSearch(owner.Id, presented.Session.Id, null, TestData.Earlier, null),
            long.MaxValue,
            50,
            It.IsAny<CancellationToken>()))
        .ReturnsAsync(found);

    private Task<SessionTraceDto> HandleAsync(Guid id) =>
        new TraceSessionHandler(history.Object, ports.Sessions.Object, ports.Users.Object, auditLog.Object, ports.Clock)
            .Handle(new TraceSessionQuery(Staff.Id, id), default);
}
