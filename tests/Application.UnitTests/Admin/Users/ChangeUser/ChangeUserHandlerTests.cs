using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ChangeUser;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Users.ChangeUser;

internal sealed class ChangeUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ChangeUser_WhenSomeMembersArePresent_ChangesOnlyThose()
    {
        User user = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs(permissions: [Permissions.ChangeUser, Permissions.SetPassword]);

        UserDetailsDto shown = await Handler().Handle(
            Command(caller, user) with { Email = "ada.king@example.com", FullName = Field<string>.Null }, default);

        Assert.That(
            (user.Email, user.Username, user.FullName, user.Bio, user.UpdatedAt),
            Is.EqualTo(("ada.king@example.com", TestData.Username, (string?)null, "bio", shown.UpdatedAt)));
        Assert.That((shown.Email, shown.Version), Is.EqualTo((user.Email, EntityVersion.Of(user.UpdatedAt))));
    }

    [Test]
    public async Task ChangeUser_WhenItIsChanged_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs();

        await Handler().Handle(Command(caller, user) with { Bio = "new" }, default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.UserChanged, user.Id)]));
    }

    // The owner of the new address could reset the password and take over the account.
    [Test]
    public void ChangeUser_WhenTheAddressChanges_RequiresThePermissionToSetPasswords()
    {
        User user = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs(permissions: Permissions.ChangeUser);

        Func<Task> act = () => Handler().Handle(Command(caller, user) with { Email = "mine@example.com", Bio = "new" }, default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((user.Email, ports.Saves), Is.EqualTo((TestData.Email, 0)));
    }

    [Test]
    public void ChangeUser_WhenTheCallerChangesTheirOwnAddress_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantSuperuser(TestData.Earlier);

        Func<Task> act = () => Handler().Handle(Command(user.Id, user) with { Email = "mine@example.com" }, default);

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(act);
        Assert.That(refusal!.Errors["email"], Is.EqualTo(["Change your own address in your profile; it requires your password."]));
        Assert.That((user.Email, ports.Saves), Is.EqualTo((TestData.Email, 0)));
    }

    [Test]
    public async Task ChangeUser_WhenTheCallerSendsTheirOwnAddressUnchanged_ChangesTheRest()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantSuperuser(TestData.Earlier);

        await Handler().Handle(Command(user.Id, user) with { Email = user.Email, Bio = "new" }, default);

        Assert.That((user.Bio, ports.Saves), Is.EqualTo(("new", 1)));
    }

    [Test]
    public void ChangeUser_WhenTheAccountIsStaff_RequiresASuperuser()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        Guid caller = ports.ActAs(permissions: Permissions.ChangeUser);

        Func<Task> act = () => Handler().Handle(Command(caller, user) with { Email = "mine@example.com" }, default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((user.Email, ports.Saves), Is.EqualTo((TestData.Email, 0)));
    }

    [Test]
    public async Task ChangeUser_WhenASuperuserChangesStaff_Succeeds()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        Guid caller = ports.ActAs(isSuperuser: true);

        await Handler().Handle(Command(caller, user) with { Bio = "new" }, default);

        Assert.That((user.Bio, ports.Saves), Is.EqualTo(("new", 1)));
    }

    [Test]
    public void ChangeUser_WhenTheVersionIsStale_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        Guid caller = ports.ActAs();

        Func<Task> act = () => Handler().Handle(Command(caller, user) with { Version = "0", Bio = "new" }, default);

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That((user.Bio, ports.Saves), Is.EqualTo(("bio", 0)));
    }

    private ChangeUserCommand Command(Guid caller, User user) =>
        new(caller, user.Id, EntityVersion.Of(user.UpdatedAt), default, default, default, default, default)
        {
            SessionId = ports.LogIn(caller, ago: TimeSpan.Zero).Id,
        };

    private ChangeUserHandler Handler() => new(
        ports.Users.Object,
        ports.StaffReauthentication(),
        ports.StaffUpdates(),
        ports.RightsReader.Object,
        ports.EmailChanger(),
        ports.Events.Object,
        ports.Clock,
        NullLogger<ChangeUserHandler>.Instance);
}
