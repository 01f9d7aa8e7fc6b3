using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.BulkUpdateUsers;

internal sealed class BulkUpdateUsersHandlerTests
{
    private readonly Ports ports = new();

    [TestCase("deactivate", false)]
    [TestCase("activate", true)]
    public async Task BulkUpdateUsers_WhenSomeAccountsAreRefused_UpdatesTheOthers(string action, bool isActive)
    {
        User ada = ports.Register(TestData.NewUser(isActive: !isActive));
        User staff = ports.Register(TestData.NewUser("staff@example.com", "staff", isActive: !isActive));
        staff.GrantStaff(TestData.Earlier);
        Guid unknown = Guid.NewGuid();
        Guid caller = ports.ActAs(permissions: Permissions.DeactivateUser);

        BulkResultDto result = await Handler().Handle(
            new BulkUpdateUsersCommand(caller, action, [staff.Id, ada.Id, unknown, ada.Id]), default);

        Assert.That(result.Done, Is.EqualTo([ada.Id]));
        Assert.That(
            result.Refused,
            Is.EqualTo(
            [
                new RefusedDto(staff.Id, "You do not have permission to perform this action."),
                new RefusedDto(unknown, "Not found."),
            ]));
        Assert.That((ada.IsActive, staff.IsActive), Is.EqualTo((isActive, !isActive)));
    }

    [Test]
    public async Task BulkUpdateUsers_WhenTheActionEndsSessions_EndsThem()
    {
        User ada = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(ada);
        ports.StubSessions(session);
        Guid caller = ports.ActAs(permissions: Permissions.EndSession);

        BulkResultDto result = await Handler().Handle(new BulkUpdateUsersCommand(caller, "end_sessions", [ada.Id]), default);

        Assert.That(result.Done, Is.EqualTo([ada.Id]));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.RevokedByAdmin));
        Assert.That(ports.Saved.Revocations, Is.EqualTo([new SavedRevocation(ada.Id, 1, SessionEndReason.RevokedByAdmin, TestData.Now)]));
    }

    [Test]
    public async Task BulkUpdateUsers_WhenTheDatabaseFailsInBetween_ReturnsWhatWasDone()
    {
        User ada = ports.Register(TestData.NewUser());
        User bob = ports.Register(TestData.NewUser("bob@example.com", "bob"));
        User eve = ports.Register(TestData.NewUser("eve@example.com", "eve"));
        Guid unknown = Guid.NewGuid();
        Guid caller = ports.ActAs(permissions: Permissions.EndSession);
        FailToEndSessionsOf(bob);

        BulkResultDto result = await Handler().Handle(
            new BulkUpdateUsersCommand(caller, "end_sessions", [unknown, ada.Id, bob.Id, eve.Id]), default);

        const string Unavailable = "The service cannot reach its data. Try again shortly.";
        Assert.That(result.Done, Is.EqualTo([ada.Id]));
        Assert.That(
            result.Refused,
            Is.EqualTo([new RefusedDto(unknown, "Not found."), new RefusedDto(bob.Id, Unavailable), new RefusedDto(eve.Id, Unavailable)]));
    }

    [Test]
    public void BulkUpdateUsers_WhenTheDatabaseFailsAtTheFirst_Throws()
    {
        User bob = ports.Register(TestData.NewUser("bob@example.com", "bob"));
        Guid caller = ports.ActAs(permissions: Permissions.EndSession);
        FailToEndSessionsOf(bob);

        Func<Task> act = () => Handler().Handle(new BulkUpdateUsersCommand(caller, "end_sessions", [bob.Id]), default);

        Assert.ThrowsAsync<TimeoutException>(act);
    }

    [TestCase("deactivate", Permissions.EndSession)]
    [TestCase("activate", Permissions.EndSession)]
    [TestCase("end_sessions", Permissions.DeactivateUser)]
    public void BulkUpdateUsers_WhenThePermissionIsForAnotherAction_ChangesNothing(string action, string permission)
    {
        User ada = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs(permissions: permission);

        Func<Task> act = () => Handler().Handle(new BulkUpdateUsersCommand(caller, action, [ada.Id]), default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((ports.Saves, ports.SessionWrites.Length), Is.EqualTo((0, 0)));
    }

    private void FailToEndSessionsOf(User user) => ports.Sessions
        .Setup(sessions => sessions.MarkAllEndedAsync(
            user.Id, null, It.IsAny<SessionEndReason>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(new TimeoutException());

    private BulkUpdateUsersHandler Handler() => new(
        ports.Staff,
        new BulkUserActions(ports.StaffUpdates(), ports.AccountActivation(), ports.SessionTerminator(), ports.Clock),
        NullLogger<BulkUpdateUsersHandler>.Instance);
}
