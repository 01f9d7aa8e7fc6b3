using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests.Login.LoginUser;

internal sealed class LoginUserHandlerTests
{
    private static readonly LoginUserCommand Command = new(TestData.Email, TestData.Password);

    private readonly Ports ports = new();

    [Test]
    public async Task LoginUser_WhenThePasswordIsCorrect_ReturnsTheAccountAndItsTokens()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        LoggedInUserDto dto = await Handler().Handle(Command, default);

        RefreshToken saved = ports.Saved.Tokens.Single();
        Assert.That(dto, Is.EqualTo(new LoggedInUserDto(TestData.Email, TestData.Username, "Ada Lovelace", false)
        {
            Tokens = new TokenPair($"refresh {saved.Id}", $"access {user.Id} {saved.SessionId}"),
        }));
    }

    [Test]
    public async Task LoginUser_WhenTheAccountIsStaff_ReturnsIsStaff()
    {
        ports.Register(TestData.NewUser()).GrantStaff(TestData.Earlier);
        ports.AcceptPassword();

        LoggedInUserDto dto = await Handler().Handle(Command, default);

        Assert.That(dto.IsStaff, Is.True);
    }

    [Test]
    public void LoginUser_WhenTheAccountIsUnknown_IsRefused()
    {
        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    [Test]
    public void LoginUser_WhenThePasswordIsWrong_IsRefused()
    {
        ports.Register(TestData.NewUser());

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    [Test]
    public void LoginUser_WhenTheAccountIsDeactivated_IsRefused()
    {
        ports.Register(TestData.NewUser(isActive: false));
        ports.AcceptPassword();

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    [Test]
    public void LoginUser_WhenTheAccountChangesMeanwhile_IsRefused()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.FailSaving(new AccountChangedException());

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    // The error is always the same, so that it does not reveal which addresses have an account.
    private void AssertRefused(Func<Task> act)
    {
        LoginFailedException? refusal = Assert.ThrowsAsync<LoginFailedException>(act);
        Assert.That(refusal!.Message, Is.EqualTo("A user with this email and password was not found."));
        Assert.That(ports.Saves, Is.Zero);
        ports.VerifyNothingIssued();
    }

    private LoginUserHandler Handler() => new(ports.PasswordLogin(), ports.Mapper);
}
