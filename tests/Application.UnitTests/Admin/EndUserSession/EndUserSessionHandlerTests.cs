using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.EndUserSession;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.EndUserSession;

internal sealed class EndUserSessionHandlerTests
{
    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> history = new();

    [Test]
    public async Task EndUserSession_WhenItIsLive_EndsItForTheStaff()
    {
        Session session = Remember(TestData.NewUser());
        ports.LetEnd(session.Id, session.UserId, SessionEnd.RevokedByAdmin);

        await HandleAsync(session.Id, Staff.WithPermissions());

        ports.VerifyEnded(session.Id, session.UserId, SessionEnd.RevokedByAdmin);
    }

    [Test]
    public void EndUserSession_WhenItIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    // Nothing can be ended here unless a test lets it.
    [Test]
    public void EndUserSession_WhenItIsOver_IsNotFound()
    {
        Session session = Remember(TestData.NewUser());

        Func<Task> act = () => HandleAsync(session.Id, Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    [TestCaseSource(typeof(Colleagues), nameof(Colleagues.All))]
    public void EndUserSession_WhenItIsAColleagues_IsForSuperusersOnly(User owner)
    {
        Session session = Remember(owner);
        ports.LetEnd(session.Id, session.UserId, SessionEnd.RevokedByAdmin);

        Func<Task> act = () => HandleAsync(session.Id, Staff.WithPermissions());

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
        Assert.DoesNotThrowAsync(() => HandleAsync(session.Id, Staff.Superuser()));
    }

    private Session Remember(User owner)
    {
        Session session = TestData.NewSession(ports.Register(owner));
        history.Setup(port => port.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new RememberedSession(session, HasLiveToken: true));
        return session;
    }

    private Task<Unit> HandleAsync(Guid sessionId, CurrentStaff staff) =>
        new EndUserSessionHandler(
            history.Object,
            ports.Users.Object,
            ports.Sessions.Object,
            staff,
            ports.Clock,
            NullLogger<EndUserSessionHandler>.Instance).Handle(new EndUserSessionCommand(Staff.Id, sessionId), default);
}
