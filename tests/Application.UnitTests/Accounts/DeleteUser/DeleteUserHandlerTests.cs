using CleanAuth.Application.Accounts.DeleteUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Accounts.DeleteUser;

internal sealed class DeleteUserHandlerTests
{
    private static readonly DeleteUserCommand Command = new(TestData.Email);

    private readonly Ports ports = new();

    [Test]
    public async Task DeleteUser_WhenTheAccountExists_DeletesIt()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command, default);

        ports.Users.Verify(users => users.TryDeleteAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public void DeleteUser_WhenTheAccountIsUnknown_DeletesNothing()
    {
        Assert.ThrowsAsync<UnknownAccountException>(() => Handler().Handle(Command, default));

        ports.Users.Verify(users => users.TryDeleteAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public void DeleteUser_WhenAnotherRequestWasFirst_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.Users.Setup(users => users.TryDeleteAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(false);

        Func<Task> act = () => Handler().Handle(Command, default);

        Assert.ThrowsAsync<UnknownAccountException>(act);
    }

    private DeleteUserHandler Handler() => new(ports.Users.Object, NullLogger<DeleteUserHandler>.Instance);
}
