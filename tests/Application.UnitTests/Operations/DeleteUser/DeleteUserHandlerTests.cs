using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.Operations.DeleteUser;

internal sealed class DeleteUserHandlerTests
{
    private static readonly DeleteUserCommand Command = new(TestData.Email);

    private readonly Ports ports = new();

    [Test]
    public async Task DeleteUser_WhenTheAccountExists_DeletesIt()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command, default);

        Assert.That(ports.Accounts.Deleted, Is.EqualTo([user.Id]));
        Assert.That(
            ports.Saved.Emails.Single(),
            Has.Property("Kind").EqualTo(EmailKind.AccountDeleted).And.Property("Email").EqualTo(TestData.Email));
    }

    [Test]
    public void DeleteUser_WhenTheAccountIsUnknown_DeletesNothing()
    {
        Assert.ThrowsAsync<UnknownAccountException>(() => Handler().Handle(Command, default));

        Assert.That(ports.Accounts.Deleted, Is.Empty);
    }

    private DeleteUserHandler Handler() => new(ports.Users.Object, ports.AccountDeletion());
}
