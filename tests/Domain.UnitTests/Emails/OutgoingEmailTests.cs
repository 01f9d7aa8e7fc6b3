using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Domain.UnitTests.Emails;

internal sealed class OutgoingEmailTests
{
    private static readonly DateTimeOffset Now = TestData.Now;
    private static readonly DateTimeOffset Later = TestData.Later;

    [Test]
    public void To_WhenCalled_IsDueAtOnceInTheOwnersLanguage()
    {
        User user = TestData.NewUser();
        user.ChangeLanguage("de", Now);

        OutgoingEmail email = OutgoingEmail.To(user, EmailKind.NewDevice, Later, subject: "a session");

        Assert.That(
            (email.Kind, email.UserId, email.Email, email.Subject, email.Language, email.DueAt, email.Attempts),
            Is.EqualTo((EmailKind.NewDevice, (Guid?)user.Id, (string?)null, "a session", "de", (DateTimeOffset?)Later, 0)));
    }

    [Test]
    public void AboutChange_WhenTwoChangesHaveTheSameTime_HasTheLaterTimeAndIsDueAtOnce()
    {
        User user = TestData.NewUser();
        user.ChangeEmail("second@example.com", Now);
        OutgoingEmail first = OutgoingEmail.AboutChange(
            user, EmailKind.EmailChanged, "ada@example.com", isNotice: false, isOfUnverifiedAddress: false, Now);
        user.ChangeEmail("third@example.com", Now);

        OutgoingEmail second = OutgoingEmail.AboutChange(
            user, EmailKind.EmailChanged, "second@example.com", isNotice: false, isOfUnverifiedAddress: false, Now);

        Assert.That(second.CreatedAt, Is.EqualTo(user.UpdatedAt).And.GreaterThan(first.CreatedAt));
        Assert.That((second.Email, second.DueAt), Is.EqualTo(("second@example.com", (DateTimeOffset?)Now)));
    }

    [Test]
    public void ToAddress_WhenCalled_HasNoAccount()
    {
        OutgoingEmail email = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);

        Assert.That((email.UserId, email.Email), Is.EqualTo(((Guid?)null, "somebody@example.com")));
    }

    [Test]
    public void Postpone_WhenCalled_CountsTheAttemptAndShortensTheFailure()
    {
        OutgoingEmail email = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);

        email.Postpone(Later, new string('x', 1_000), Now);

        Assert.That((email.Attempts, email.DueAt, email.Failure!.Length), Is.EqualTo((1, (DateTimeOffset?)Later, 256)));
    }

    // Databases refuse half of a surrogate pair.
    [TestCase(255, ExpectedResult = 255)]
    [TestCase(254, ExpectedResult = 256)]
    public int GiveUp_WhenASurrogatePairIsAtTheEnd_KeepsBothHalvesOrNone(int before)
    {
        OutgoingEmail email = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);

        email.GiveUp($"{new string('x', before)}\U0001F600 and more", Now);

        return email.Failure!.Length;
    }

    [Test]
    public void Retry_WhenGivenUp_IsDueAndStaysAttempted()
    {
        OutgoingEmail email = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);
        email.GiveUp("refused", Now);
        Assert.That((email.Attempts, email.DueAt), Is.EqualTo((1, (DateTimeOffset?)null)));

        email.Retry(Later);

        Assert.That((email.Attempts, email.DueAt, email.WasAttempted), Is.EqualTo((0, (DateTimeOffset?)Later, true)));
    }
}
