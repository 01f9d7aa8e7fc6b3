using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.Links;

internal sealed class AccountLinkRedeemerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task Redeem_WhenTheLinkIsValid_ChangesTheAccount()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);

        await UseAsync(secret, LinkPurpose.VerifyEmail);

        Assert.That((user.IsEmailVerified, ports.Saves), Is.EqualTo((true, 1)));
    }

    [Test]
    public void Redeem_WhenTheLinkIsForAnotherPurpose_IsRefused()
    {
        string secret = ports.Store(ports.Register(TestData.NewUser()), LinkPurpose.VerifyEmail);

        AssertRefused(secret, LinkPurpose.ResetPassword);
    }

    [Test]
    public void Redeem_WhenTheLinkIsUnknown_IsRefused() => AssertRefused("made up", LinkPurpose.VerifyEmail);

    [Test]
    public void Redeem_WhenTheLinkHasExpired_IsRefused()
    {
        string secret = ports.Store(ports.Register(TestData.NewUser()), LinkPurpose.VerifyEmail, expiresAt: TestData.Now);

        AssertRefused(secret, LinkPurpose.VerifyEmail);
    }

    [Test]
    public void Redeem_WhenTheAccountDoesNotExist_IsRefused()
    {
        string secret = ports.Store(TestData.NewUser(), LinkPurpose.VerifyEmail);

        AssertRefused(secret, LinkPurpose.VerifyEmail);
    }

    [Test]
    public void Redeem_WhenTheAccountHasChanged_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);
        user.ChangeEmail("countess@example.com", TestData.Now);

        AssertRefused(secret, LinkPurpose.VerifyEmail);
        Assert.That(user.IsEmailVerified, Is.False);
    }

    [Test]
    public void Redeem_WhenAnotherRequestRedeemedItFirst_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);
        ports.LetAnotherRequestRedeemLinks();

        AssertRefused(secret, LinkPurpose.VerifyEmail);
        Assert.That(user.IsEmailVerified, Is.False);
    }

    private async Task UseAsync(string secret, LinkPurpose purpose)
    {
        AccountLink link = await ports.AccountLinkRedeemer().FindValidAsync(secret, purpose, default);
        await ports.AccountLinkRedeemer().RedeemAsync(
            link,
            (user, _) =>
            {
                user.VerifyEmail(TestData.Now);
                return Task.CompletedTask;
            },
            default);
    }

    private void AssertRefused(string secret, LinkPurpose purpose)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => UseAsync(secret, purpose));

        Assert.That(refusal!.Errors["token"], Is.EqualTo(["The link is invalid or has expired."]));
        Assert.That(ports.Saves, Is.Zero);
    }
}
