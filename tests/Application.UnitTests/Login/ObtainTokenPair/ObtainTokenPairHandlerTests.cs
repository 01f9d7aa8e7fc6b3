using CleanAuth.Application.Errors;
using CleanAuth.Application.Login.ObtainTokenPair;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.UnitTests.Login.ObtainTokenPair;

internal sealed class ObtainTokenPairHandlerTests
{
    private static readonly ObtainTokenPairCommand Command = new(TestData.Email, TestData.Password);

    private readonly Ports ports = new();

    [Test]
    public async Task ObtainTokenPair_WhenThePasswordIsCorrect_ReturnsTheTokensOfANewSession()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        TokenPair pair = await Handler().Handle(Command, default);

        RefreshToken saved = ports.Saved.Tokens.Single();
        Assert.That(pair, Is.EqualTo(new TokenPair($"refresh {saved.Id}", $"access {user.Id} {saved.SessionId}")));
    }

    [Test]
    public void ObtainTokenPair_WhenTheAccountIsUnknown_IsRefused()
    {
        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    [Test]
    public void ObtainTokenPair_WhenThePasswordIsWrong_IsRefused()
    {
        ports.Register(TestData.NewUser());

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    [Test]
    public void ObtainTokenPair_WhenTheAccountIsDeactivated_IsRefused()
    {
        ports.Register(TestData.NewUser(isActive: false));
        ports.AcceptPassword();

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act);
    }

    [Test]
    public void ObtainTokenPair_WhenTheAccountChangesMeanwhile_IsRefused()
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
        NoActiveAccountException? refusal = Assert.ThrowsAsync<NoActiveAccountException>(act);
        Assert.That(refusal!.Message, Is.EqualTo("No active account found with the given credentials"));
        Assert.That(ports.Saves, Is.Zero);
        ports.VerifyNothingIssued();
    }

    private ObtainTokenPairHandler Handler() => new(ports.PasswordLogin());
}
