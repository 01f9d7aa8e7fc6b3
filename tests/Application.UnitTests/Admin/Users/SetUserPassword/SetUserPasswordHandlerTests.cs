using CleanAuth.Application.Admin.Users.SetUserPassword;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.SetUserPassword;

internal sealed class SetUserPasswordHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task SetUserPassword_WhenTheAccountExists_ChangesThePasswordAndEndsSessions()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);
        ports.ActAs();

        await Handler().Handle(Command(user), default);

        Assert.That((user.PasswordHash, user.Epoch, ports.Saves), Is.EqualTo((TestData.NewHash, 1, 1)));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.PasswordChanged));
        Assert.That(
            ports.Saved.Revocations, Is.EqualTo([new SavedRevocation(user.Id, Epoch: 1, SessionEndReason.PasswordChanged, TestData.Now)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.PasswordChanged, user.Id)]));
    }

    [Test]
    public void SetUserPassword_WhenTheAccountIsStaff_IsRefusedBeforeHashing()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantStaff(TestData.Earlier);
        ports.ActAs(permissions: Permissions.SetPassword);

        Func<Task> act = () => Handler().Handle(Command(user), default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0)));
        ports.PasswordHasher.Verify(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public void SetUserPassword_WhenTheAccountBecomesStaffMeanwhile_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.ActAs(permissions: Permissions.SetPassword);
        ports.PasswordHasher.Setup(hasher => hasher.HashAsync(TestData.Password, It.IsAny<CancellationToken>()))
            .Callback(() => user.GrantStaff(TestData.Now))
            .ReturnsAsync(TestData.NewHash);

        Func<Task> act = () => Handler().Handle(Command(user), default);

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0)));
    }

    [Test]
    public void SetUserPassword_WhenTheAccountIsTheCallers_IsRefusedBeforeHashing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.ActAs(isSuperuser: true);

        Func<Task> act = () => Handler().Handle(Command(user) with { CallerId = user.Id }, default);

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(act);
        Assert.That(
            refusal!.Errors["password"],
            Is.EqualTo(["Change your own password in your profile; it requires your current password."]));
        ports.PasswordHasher.Verify(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public void SetUserPassword_WhenTheAccountIsUnknown_IsNotFound()
    {
        ports.ActAs();

        Func<Task> act = () => Handler().Handle(Command(TestData.NewUser()), default);

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    private static SetUserPasswordCommand Command(User user) => new(Staff.Id, user.Id, TestData.Password);

    private SetUserPasswordHandler Handler() => new(
        ports.Users.Object,
        ports.StaffUpdates(),
        ports.Staff,
        ports.NewPasswordHasher(),
        ports.SessionTerminator(),
        ports.AttemptCounters.Object,
        ports.Clock,
        NullLogger<SetUserPasswordHandler>.Instance);
}
