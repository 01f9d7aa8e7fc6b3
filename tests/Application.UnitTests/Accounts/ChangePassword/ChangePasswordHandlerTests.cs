using CleanAuth.Application.Accounts.ChangePassword;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Accounts.ChangePassword;

internal sealed class ChangePasswordHandlerTests
{
    private static readonly ChangePasswordCommand Command = new(TestData.Email, TestData.Password);

    private readonly Ports ports = new();

    [Test]
    public async Task ChangePassword_WhenTheAccountExists_SavesTheNewHash()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command, default);

        Assert.That((user.PasswordHash, user.UpdatedAt, ports.Saves), Is.EqualTo((TestData.NewHash, TestData.Now, 1)));
    }

    [Test]
    public async Task ChangePassword_WhenTheAccountExists_EndsWhatWasGrantedBefore()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command, default);

        Assert.That(user.Epoch, Is.EqualTo(1));
    }

    [Test]
    public async Task ChangePassword_WhenTheAccountIsDeactivated_LeavesItSo()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        await Handler().Handle(Command, default);

        Assert.That((user.IsActive, ports.Saves), Is.EqualTo((false, 1)));
    }

    [Test]
    public void ChangePassword_WhenTheAccountIsUnknown_IsRefused()
    {
        Assert.ThrowsAsync<UnknownAccountException>(() => Handler().Handle(Command, default));

        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public void ChangePassword_WhenHashingIsBusy_SavesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.PasswordHasher.Setup(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusyException(TimeSpan.FromSeconds(1)));

        Assert.ThrowsAsync<ServiceBusyException>(() => Handler().Handle(Command, default));

        Assert.That((user.Epoch, ports.Saves), Is.EqualTo((0, 0)));
    }

    private ChangePasswordHandler Handler() => new(
        ports.Users.Object,
        ports.PasswordHasher.Object,
        ports.UnitOfWork.Object,
        ports.Clock,
        NullLogger<ChangePasswordHandler>.Instance);
}
