using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Operations.ActivateUser;

internal sealed class ActivateUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ActivateUser_WhenTheAccountIsDeactivated_ActivatesIt()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        await Handler().Handle(new ActivateUserCommand(TestData.Email), default);

        Assert.That((user.IsActive, user.UpdatedAt, ports.Saves), Is.EqualTo((true, TestData.Now, 1)));
    }

    [Test]
    public void ActivateUser_WhenTheAccountIsUnknown_IsRefused()
    {
        Assert.ThrowsAsync<UnknownAccountException>(
            () => Handler().Handle(new ActivateUserCommand("nobody@example.com"), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private ActivateUserHandler Handler() =>
        new(ports.Users.Object, ports.Accounts, ports.AccountActivation(), NullLogger<ActivateUserHandler>.Instance);
}
