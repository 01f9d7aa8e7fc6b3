using CleanAuth.Application.Admin.ActOnUsers;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.ActOnUsers;

internal sealed class ActOnUsersHandlerTests
{
    private readonly Ports ports = new();

    [TestCase("deactivate", false)]
    [TestCase("activate", true)]
    public async Task ActOnUsers_WhenSomeAreRefused_DoesItToTheOthers(string action, bool isActive)
    {
        User ada = ports.Register(TestData.NewUser(isActive: !isActive));
        User staff = ports.Register(TestData.NewUser("staff@example.com", "staff", isActive: !isActive));
        staff.GrantStaff(TestData.Earlier);
        Guid unknown = Guid.NewGuid();
        Guid caller = ports.ActAs(permissions: Permissions.DeactivateUser);

        BulkResultDto result = await Handler().Handle(new ActOnUsersCommand(caller, action, [staff.Id, ada.Id, unknown, ada.Id]), default);

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
    public async Task ActOnUsers_WhenSessionsAreToEnd_EndsThem()
    {
        User ada = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs(permissions: Permissions.EndSession);

        BulkResultDto result = await Handler().Handle(new ActOnUsersCommand(caller, "end_sessions", [ada.Id]), default);

        Assert.That(result.Done, Is.EqualTo([ada.Id]));
        ports.Sessions.Verify(
            sessions => sessions.EndAllAsync(ada.Id, null, SessionEnd.RevokedByAdmin, TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
    }

    [TestCase("deactivate", Permissions.EndSession)]
    [TestCase("activate", Permissions.EndSession)]
    [TestCase("end_sessions", Permissions.DeactivateUser)]
    public void ActOnUsers_WhenThePermissionIsAnotherActions_DoesNothing(string action, string permission)
    {
        User ada = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs(permissions: permission);

        Func<Task> act = () => Handler().Handle(new ActOnUsersCommand(caller, action, [ada.Id]), default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((ports.Saves, ports.SessionWrites.Length), Is.EqualTo((0, 0)));
    }

    private ActOnUsersHandler Handler() => new(
        ports.Staff,
        new UserActions(ports.Users.Object, ports.Sessions.Object, ports.Accounts.Object, ports.Staff, ports.Activation(), ports.Clock),
        NullLogger<ActOnUsersHandler>.Instance);
}
