using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.UserSessions.EndUserSessions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.EndUserSessions;

internal sealed class EndUserSessionsHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task EndUserSessions_WhenTheAccountExists_EndsAllItsSessions()
    {
        User owner = ports.Register(TestData.NewUser());
        Session[] sessions = [TestData.NewSession(owner), TestData.NewSession(owner)];
        ports.StubSessions(sessions);

        await HandleAsync(owner.Id, Staff.WithPermissions());

        Assert.That(sessions.Select(session => session.EndReason), Is.All.EqualTo(SessionEndReason.RevokedByAdmin));
        Assert.That(ports.Saved.Revocations, Is.EqualTo([new SavedRevocation(owner.Id, 1, SessionEndReason.RevokedByAdmin, TestData.Now)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.SessionsEnded, owner.Id)]));
    }

    [Test]
    public void EndUserSessions_WhenTheAccountIsUnknown_IsNotFound()
    {
        Func<Task> act = () => HandleAsync(Guid.NewGuid(), Staff.Superuser());

        Assert.ThrowsAsync<NotFoundException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [TestCaseSource(typeof(StaffAccounts), nameof(StaffAccounts.All))]
    public void EndUserSessions_WhenTheAccountIsStaff_RequiresASuperuser(User owner)
    {
        ports.Register(owner);

        Func<Task> act = () => HandleAsync(owner.Id, Staff.WithPermissions());

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That(ports.SessionWrites, Is.Empty);
        Assert.DoesNotThrowAsync(() => HandleAsync(owner.Id, Staff.Superuser()));
    }

    private Task<Unit> HandleAsync(Guid userId, CurrentStaff staff)
    {
        ports.ActAs(staff);
        return new EndUserSessionsHandler(
            ports.StaffUpdates(),
            ports.SessionTerminator(),
            ports.Clock,
            NullLogger<EndUserSessionsHandler>.Instance).Handle(new EndUserSessionsCommand(Staff.Id, userId), default);
    }
}
