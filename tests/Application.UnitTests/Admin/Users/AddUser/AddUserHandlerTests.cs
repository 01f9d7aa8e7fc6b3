using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.AddUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Users.AddUser;

internal sealed class AddUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task AddUser_WhenInputIsValid_AddsAnAccountWithoutRights()
    {
        UserDetailsDto shown = await Handler().Handle(Command(), default);

        User user = ports.Saved.Users.Single();
        Assert.That((user.Email, user.Username, user.PasswordHash), Is.EqualTo((TestData.Email, TestData.Username, TestData.NewHash)));
        Assert.That((user.FullName, user.Bio, user.BirthDate), Is.EqualTo(("Ada Lovelace", "", (DateOnly?)new DateOnly(1815, 12, 10))));
        Assert.That(
            (user.IsActive, user.IsStaff, user.IsSuperuser, user.Permissions),
            Is.EqualTo((true, false, false, PermissionSet.None)));
        Assert.That((shown.Id, shown.Email), Is.EqualTo((user.Id, user.Email)));
        Assert.That((user.EmailSetBy, user.PasswordSetBy), Is.EqualTo(((Guid?)Staff.Id, (Guid?)Staff.Id)));
    }

    [Test]
    public async Task AddUser_WhenInputIsValid_AddsASecurityEvent()
    {
        UserDetailsDto shown = await Handler().Handle(Command(), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.UserAdded, shown.Id)]));
    }

    [Test]
    public void AddUser_WhenThePasswordIsBreached_AddsNoAccount()
    {
        ports.MakePasswordBreached();

        Func<Task> act = () => Handler().Handle(Command(), default);

        Assert.ThrowsAsync<InvalidInputException>(act);
        Assert.That(ports.Saves, Is.Zero);
    }

    private static AddUserCommand Command() => new(
        Staff.Id, TestData.Email, TestData.Username, TestData.Password, "Ada Lovelace", default, new DateOnly(1815, 12, 10));

    private AddUserHandler Handler() => new(
        ports.Users.Object,
        ports.RightsReader.Object,
        ports.NewPasswordHasher(),
        ports.Events.Object,
        ports.Outbox.Object,
        ports.StaffUpdates(),
        ports.Clock,
        NullLogger<AddUserHandler>.Instance);
}
