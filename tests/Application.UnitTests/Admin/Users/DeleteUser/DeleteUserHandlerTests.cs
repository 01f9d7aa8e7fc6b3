using CleanAuth.Application.Admin.Users.DeleteUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Users.DeleteUser;

internal sealed class DeleteUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task DeleteUser_WhenTheVersionIsCurrent_DeletesTheAccountAndKeepsTheSecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        ports.ActAs();

        await Handler().Handle(new DeleteUserCommand(Staff.Id, user.Id, EntityVersion.Of(user.UpdatedAt)), default);

        Assert.That(ports.Accounts.Deleted, Is.EqualTo([user.Id]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.UserDeleted, user.Id)]));
        Assert.That(
            ports.Saved.Emails.Single(),
            Has.Property("Kind").EqualTo(EmailKind.AccountDeleted).And.Property("Email").EqualTo(TestData.Email));
    }

    [Test]
    public void DeleteUser_WhenTheAccountIsStaff_RequiresASuperuser()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        ports.ActAs(permissions: Permissions.DeleteUser);

        Func<Task> act = () => Handler().Handle(new DeleteUserCommand(Staff.Id, user.Id, null), default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That(ports.Accounts.Deleted, Is.Empty);
    }

    [Test]
    public void DeleteUser_WhenTheVersionIsStale_DeletesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.ActAs();

        Func<Task> act = () => Handler().Handle(new DeleteUserCommand(Staff.Id, user.Id, "0"), default);

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That(ports.Accounts.Deleted, Is.Empty);
    }

    private DeleteUserHandler Handler() =>
        new(ports.AccountDeletion(), ports.StaffUpdates(), ports.Events.Object, NullLogger<DeleteUserHandler>.Instance);
}
