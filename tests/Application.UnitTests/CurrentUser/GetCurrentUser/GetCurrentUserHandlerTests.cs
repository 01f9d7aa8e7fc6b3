using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.GetCurrentUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.CurrentUser.GetCurrentUser;

internal sealed class GetCurrentUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task GetCurrentUser_WhenTheAccountIsActive_ReturnsIt()
    {
        User user = ports.Register(TestData.NewUser());

        CurrentUserDto dto = await Handler().Handle(new GetCurrentUserQuery(user.Id, Guid.NewGuid()), default);

        Assert.That(
            dto,
            Is.EqualTo(new CurrentUserDto(user.Id, user.Email, user.Username, user.Bio, user.FullName, null, false)));
    }

    [Test]
    public async Task GetCurrentUser_WhenCalled_SavesNothing()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(new GetCurrentUserQuery(user.Id, Guid.NewGuid()), default);

        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public void GetCurrentUser_WhenTheAccountDoesNotExist_IsRefused()
    {
        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new GetCurrentUserQuery(Guid.NewGuid(), Guid.NewGuid()), default));

        Assert.That((refusal!.Code, refusal.Message), Is.EqualTo(("user_not_found", "User not found")));
        ports.VerifyNothingIssued();
    }

    [Test]
    public void GetCurrentUser_WhenTheAccountIsDeactivated_IsRefused()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new GetCurrentUserQuery(user.Id, Guid.NewGuid()), default));

        Assert.That((refusal!.Code, refusal.Message), Is.EqualTo(("user_inactive", "User is inactive")));
        ports.VerifyNothingIssued();
    }

    private GetCurrentUserHandler Handler() => new(ports.Users.Object, ports.CurrentUserReader());
}
