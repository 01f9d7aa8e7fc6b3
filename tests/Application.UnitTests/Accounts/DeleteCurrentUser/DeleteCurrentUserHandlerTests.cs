using CleanAuth.Application.Accounts.DeleteCurrentUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Accounts.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task DeleteCurrentUser_WhenTheAccountIsActive_DeletesIt()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(new DeleteCurrentUserCommand(user.Id), default);

        Assert.That(ports.Deleted, Is.EqualTo([user.Id]));
    }

    [Test]
    public void DeleteCurrentUser_WhenTheAccountIsGone_IsRefused()
    {
        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new DeleteCurrentUserCommand(Guid.NewGuid()), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_not_found"));
        VerifyNothingDeleted();
    }

    [Test]
    public void DeleteCurrentUser_WhenTheAccountIsDeactivated_IsRefused()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new DeleteCurrentUserCommand(user.Id), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_inactive"));
        VerifyNothingDeleted();
    }

    private void VerifyNothingDeleted() => Assert.That(ports.Deleted, Is.Empty);

    private DeleteCurrentUserHandler Handler() => new(ports.Accounts.Object, NullLogger<DeleteCurrentUserHandler>.Instance);
}
