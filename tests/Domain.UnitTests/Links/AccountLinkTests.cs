using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;

namespace CleanAuth.Domain.UnitTests.Links;

internal sealed class AccountLinkTests
{
    private static readonly DateTimeOffset Now = TestData.Now;
    private static readonly DateTimeOffset Later = TestData.Later;

    private static readonly LinkPurpose[] PurposesBoundToTheEpoch =
        [LinkPurpose.ResetPassword, LinkPurpose.LogIn, LinkPurpose.ConfirmEmailChange, LinkPurpose.RestoreAccount];

    private static readonly LinkPurpose[] PurposesBoundToTheAddress =
        [LinkPurpose.VerifyEmail, LinkPurpose.ResetPassword, LinkPurpose.LogIn, LinkPurpose.RestoreAccount];

    private static readonly LinkPurpose[] UndoPurposes = [LinkPurpose.UndoEmailChange, LinkPurpose.ReportSession];

    [Test]
    public void Create_WhenCalled_StoresTheHashOfASecretOf256Bits()
    {
        (AccountLink link, string secret) = Create(TestData.NewUser(), LinkPurpose.ResetPassword);

        Assert.That(secret, Has.Length.EqualTo(43));
        Assert.That(link.Id, Is.EqualTo(RandomSecret.HashOf(secret)).And.Length.EqualTo(64));
    }

    [Test]
    public void Create_WhenCalledTwice_CreatesTwoSecrets()
    {
        User user = TestData.NewUser();

        string[] secrets = [Create(user, LinkPurpose.VerifyEmail).Secret, Create(user, LinkPurpose.VerifyEmail).Secret];

        Assert.That(secrets, Is.Unique);
    }

    [Test]
    public void IsValidFor_WhenNothingChanged_IsTrue([Values] LinkPurpose purpose)
    {
        User user = Prepare(purpose);

        Assert.That(Create(user, purpose).Link.IsValidFor(user), Is.True);
    }

    [TestCaseSource(nameof(PurposesBoundToTheEpoch))]
    public void IsValidFor_WhenThePasswordWasChanged_IsFalse(LinkPurpose purpose)
    {
        User user = Prepare(purpose);
        AccountLink link = Create(user, purpose).Link;

        user.ReplacePassword("another hash", Later);

        Assert.That(link.IsValidFor(user), Is.False);
    }

    [TestCase(LinkPurpose.ResetPassword)]
    [TestCase(LinkPurpose.LogIn)]
    public void IsValidFor_WhenTheOwnerChangedThePassword_DependsOnWhetherTheAddressIsVerified(LinkPurpose purpose)
    {
        User unverified = Prepare(purpose);
        User verified = Prepare(purpose);
        verified.VerifyEmail(Now);
        AccountLink toUnverified = Create(unverified, purpose).Link;
        AccountLink toVerified = Create(verified, purpose).Link;

        unverified.ChangePassword("another hash", Later);
        verified.ChangePassword("another hash", Later);

        Assert.That((toUnverified.IsValidFor(unverified), toVerified.IsValidFor(verified)), Is.EqualTo((true, false)));
    }

    [TestCaseSource(nameof(PurposesBoundToTheAddress))]
    public void IsValidFor_WhenTheAddressWasChanged_IsFalse(LinkPurpose purpose)
    {
        User user = Prepare(purpose);
        AccountLink link = Create(user, purpose).Link;

        user.ChangeEmail("countess@example.com", Later);

        Assert.That(link.IsValidFor(user), Is.False);
    }

    [TestCaseSource(nameof(PurposesBoundToTheAddress))]
    public void IsValidFor_WhenTheAccountWasDeactivated_IsFalse(LinkPurpose purpose)
    {
        User user = Prepare(purpose);
        AccountLink link = Create(user, purpose).Link;

        user.Deactivate(Later);

        Assert.That(link.IsValidFor(user), Is.False);
    }

    [Test]
    public void IsValidFor_WhenAnotherAddressIsPendingMeanwhile_IsFalse()
    {
        User user = Prepare(LinkPurpose.ConfirmEmailChange);
        AccountLink link = Create(user, LinkPurpose.ConfirmEmailChange).Link;

        user.RequestEmailChange("third@example.com", Later);

        Assert.That(link.IsValidFor(user), Is.False);
    }

    [Test]
    public void IsValidFor_WhenErasureIsNotScheduled_IsFalseForRestoring()
    {
        User user = Prepare(LinkPurpose.RestoreAccount);
        AccountLink link = Create(user, LinkPurpose.RestoreAccount).Link;

        user.Activate(Later);

        Assert.That(link.IsValidFor(user), Is.False);
    }

    // The link has the new epoch, because a delayed email creates it at sending time.
    [Test]
    public void IsValidFor_WhenStaffDeactivatedADeletedAccount_IsFalseForRestoring()
    {
        User user = Prepare(LinkPurpose.RestoreAccount);
        user.Deactivate(Later);

        Assert.That(Create(user, LinkPurpose.RestoreAccount).Link.IsValidFor(user), Is.False);
    }

    [TestCaseSource(nameof(UndoPurposes))]
    public void IsValidFor_WhenAThiefChangedEverything_IsTrueForUndoingTheEmailChange(LinkPurpose purpose)
    {
        User user = Prepare(purpose);
        AccountLink link = Create(user, purpose).Link;

        user.ReplacePassword("another hash", Later);
        user.ChangeEmail("thief@example.com", Later);

        Assert.That(link.IsValidFor(user), Is.True);
    }

    private static User Prepare(LinkPurpose purpose)
    {
        User user = TestData.NewUser();
        if (purpose == LinkPurpose.ConfirmEmailChange)
        {
            user.RequestEmailChange("new@example.com", Now);
        }

        if (purpose == LinkPurpose.RestoreAccount)
        {
            user.RecordLogin(Now);
            user.ScheduleErasure(Later, Now);
        }

        return user;
    }

    private static (AccountLink Link, string Secret) Create(User user, LinkPurpose purpose) =>
        AccountLink.Create(user, purpose, user.PendingEmail ?? user.Email, Later, Now);
}
