using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.UserSessions.EndUserSession;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.EndUserSession;

internal sealed class EndUserSessionHandlerTests
{
    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> history = new();

    [Test]
    public async Task EndUserSession_WhenTheSessionIsLive_EndsItWithTheReasonOfStaff()
    {
        Session session = StoreSession(TestData.NewUser());
        ports.StubSessions(session);

        await HandleAsync(session.Id, Staff.WithPermissions());

        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.RevokedByAdmin));
        Assert.That(ports.Saved.RevokedSessions, Is.EqualTo([session.Id]));
    }

    [Test]
    public void EndUserSession_WhenTheSessionIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    // The stubbed session cannot be ended, as if it had ended already.
    [Test]
    public void EndUserSession_WhenTheSessionHasEnded_IsNotFound()
    {
        Session session = StoreSession(TestData.NewUser());

        Func<Task> act = () => HandleAsync(session.Id, Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    [TestCaseSource(typeof(StaffAccounts), nameof(StaffAccounts.All))]
    public void EndUserSession_WhenItBelongsToStaff_RequiresASuperuser(User owner)
    {
        Session session = StoreSession(owner);
        ports.StubSessions(session);

        Func<Task> act = () => HandleAsync(session.Id, Staff.WithPermissions());

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((session.EndedAt, ports.Saves), Is.EqualTo(((DateTimeOffset?)null, 0)));
        Assert.DoesNotThrowAsync(() => HandleAsync(session.Id, Staff.Superuser()));
    }

    private Session StoreSession(User owner)
    {
        Session session = TestData.NewSession(ports.Register(owner));
        history.Setup(port => port.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredSession(session, HasLiveToken: true));
        return session;
    }

    private Task<Unit> HandleAsync(Guid sessionId, CurrentStaff staff)
    {
        ports.ActAs(staff);
        return new EndUserSessionHandler(
            history.Object,
            ports.StaffUpdates(),
            ports.SessionTerminator(),
            ports.Clock,
            NullLogger<EndUserSessionHandler>.Instance).Handle(new EndUserSessionCommand(Staff.Id, sessionId), default);
    }
}
