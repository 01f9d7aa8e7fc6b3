using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class AccountDeletedBuilderTests
{
    private static readonly DateTimeOffset EraseAt = TestData.Now.AddDays(14);

    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAccountIsErased_NotifiesInItsLanguageWithoutALink()
    {
        User user = TestData.NewUser();
        user.ChangeLanguage("de", TestData.Now);

        EmailModel? model = await PrepareAsync(user);

        Assert.Multiple(() =>
        {
            Assert.That(model!.To, Is.EqualTo(user.Email));
            Assert.That(model.Language, Is.EqualTo("de"));
            Assert.That(model.Link, Is.Null);
        });
    }

    [Test]
    public async Task Build_WhenTheAccountCanBeRestored_HoldsALinkUntilItIsErased()
    {
        EmailModel? model = await PrepareAsync(RegisterDeleted());

        Assert.Multiple(() =>
        {
            Assert.That(model!.Link, Does.Contain("/restore-account#token="));
            Assert.That(preparation.SavedLink.Purpose, Is.EqualTo(LinkPurpose.RestoreAccount));
            Assert.That(preparation.SavedLink.ExpiresAt, Is.EqualTo(EraseAt));
        });
    }

    // A thief may delete the account repeatedly, and the owner needs a link each time to restore it.
    [TestCase(true, true)]
    [TestCase(false, false)]
    public async Task Build_WhenTheLimitIsReached_StillNotifiesAVerifiedAddress(bool isVerified, bool isSent)
    {
        User user = RegisterDeleted(isVerified);
        preparation.Ports.StoreAttempts($"{EmailKind.AccountDeleted}", 5, purpose: AttemptPurpose.Email);

        EmailModel? model = await PrepareAsync(user);

        Assert.That(model?.Link is not null, Is.EqualTo(isSent));
    }

    // The email may be delayed until then.
    [Test]
    public async Task Build_WhenTheAccountIsDeactivatedMeanwhile_OffersNoRestoration()
    {
        User user = RegisterDeleted();
        user.Deactivate(TestData.Earlier);

        Assert.That(await PrepareAsync(user), Is.Null);
    }

    private User RegisterDeleted(bool isVerified = false)
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        if (isVerified)
        {
            user.VerifyEmail(TestData.Earlier);
        }

        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(EraseAt, TestData.Earlier);
        return user;
    }

    private Task<EmailModel?> PrepareAsync(User user) =>
        preparation.PrepareAsync(OutgoingEmail.About(user, EmailKind.AccountDeleted, user.Email, TestData.Now));
}
