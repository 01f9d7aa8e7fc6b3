using CleanAuth.Application.Accounts.DeactivateUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Accounts.DeactivateUser;

internal sealed class DeactivateUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task DeactivateUser_WhenTheAccountExists_ShutsItAndEndsWhatWasGranted()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(new DeactivateUserCommand(TestData.Email), default);

        Assert.That(
            (user.IsActive, user.Epoch, user.UpdatedAt, ports.Saves),
            Is.EqualTo((false, 1, TestData.Now, 1)));
    }

    [Test]
    public void DeactivateUser_WhenTheAccountIsUnknown_IsRefused()
    {
        Assert.ThrowsAsync<UnknownAccountException>(
            () => Handler().Handle(new DeactivateUserCommand("nobody@example.com"), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private DeactivateUserHandler Handler() =>
        new(ports.Users.Object, ports.UnitOfWork.Object, ports.Clock, NullLogger<DeactivateUserHandler>.Instance);
}
