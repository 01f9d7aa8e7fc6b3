using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.Links;

internal sealed class AccountLinkRedeemerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task Use_WhenTheLinkIsGood_ChangesTheAccount()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);

        await UseAsync(secret, LinkPurpose.VerifyEmail);

        Assert.That((user.IsEmailVerified, ports.Saves), Is.EqualTo((true, 1)));
    }

    [Test]
    public void Use_WhenTheLinkIsForSomethingElse_Refuses()
    {
        string secret = ports.Store(ports.Register(TestData.NewUser()), LinkPurpose.VerifyEmail);

        AssertRefused(secret, LinkPurpose.ResetPassword);
    }

    [Test]
    public void Use_WhenTheLinkIsUnknown_Refuses() => AssertRefused("made up", LinkPurpose.VerifyEmail);

    [Test]
    public void Use_WhenTheLinkHasExpired_Refuses()
    {
        string secret = ports.Store(ports.Register(TestData.NewUser()), LinkPurpose.VerifyEmail, expiresAt: TestData.Now);

        AssertRefused(secret, LinkPurpose.VerifyEmail);
    }

    [Test]
    public void Use_WhenTheAccountIsGone_Refuses()
    {
        string secret = ports.Store(TestData.NewUser(), LinkPurpose.VerifyEmail);

        AssertRefused(secret, LinkPurpose.VerifyEmail);
    }

    [Test]
    public void Use_WhenTheAccountHasChanged_Refuses()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);
        user.ChangeEmail("countess@example.com", TestData.Now);

        AssertRefused(secret, LinkPurpose.VerifyEmail);
        Assert.That(user.IsEmailVerified, Is.False);
    }

    [Test]
    public void Use_WhenAnotherRequestWasFirst_Refuses()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);
        ports.LetAnotherUseLinks();

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
