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

        OutgoingEmail mail = OutgoingEmail.To(user, EmailKind.NewDevice, Later, subject: "a session");

        Assert.That(
            (mail.Kind, mail.UserId, mail.Email, mail.Subject, mail.Language, mail.DueAt, mail.Attempts),
            Is.EqualTo((EmailKind.NewDevice, (Guid?)user.Id, (string?)null, "a session", "de", (DateTimeOffset?)Later, 0)));
    }

    [Test]
    public void AboutChange_WhenTwoChangesHaveOneTime_TellsTheirOrderAndIsDueAtOnce()
    {
        User user = TestData.NewUser();
        user.ChangeEmail("second@example.com", Now);
        OutgoingEmail first = OutgoingEmail.AboutChange(user, EmailKind.EmailChanged, "ada@example.com", isNotice: false, isOfUnverifiedAddress: false, Now);
        user.ChangeEmail("third@example.com", Now);

        OutgoingEmail second = OutgoingEmail.AboutChange(user, EmailKind.EmailChanged, "second@example.com", isNotice: false, isOfUnverifiedAddress: false, Now);

        Assert.That(second.CreatedAt, Is.EqualTo(user.UpdatedAt).And.GreaterThan(first.CreatedAt));
        Assert.That((second.Email, second.DueAt), Is.EqualTo(("second@example.com", (DateTimeOffset?)Now)));
    }

    [Test]
    public void ToAddress_WhenCalled_NamesNoAccount()
    {
        OutgoingEmail mail = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);

        Assert.That((mail.UserId, mail.Email), Is.EqualTo(((Guid?)null, "somebody@example.com")));
    }

    [Test]
    public void Postpone_WhenCalled_CountsTheAttemptAndKeepsAShortReason()
    {
        OutgoingEmail mail = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);

        mail.Postpone(Later, new string('x', 1_000), Now);

        Assert.That((mail.Attempts, mail.DueAt, mail.Failure!.Length), Is.EqualTo((1, (DateTimeOffset?)Later, 256)));
    }

    // Half of a character is no text, and a database refuses it.
    [TestCase(255, ExpectedResult = 255)]
    [TestCase(254, ExpectedResult = 256)]
    public int GiveUp_WhenACharacterOfTwoUnitsIsAtTheEnd_KeepsItWholeOrNotAtAll(int before)
    {
        OutgoingEmail mail = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);

        mail.GiveUp($"{new string('x', before)}\U0001F600 and more", Now);

        return mail.Failure!.Length;
    }

    [Test]
    public void Retry_WhenGivenUp_IsAsNew()
    {
        OutgoingEmail mail = OutgoingEmail.ToAddress("somebody@example.com", EmailKind.ResetPassword, Now);
        mail.GiveUp("refused", Now);
        Assert.That((mail.Attempts, mail.DueAt), Is.EqualTo((1, (DateTimeOffset?)null)));

        mail.Retry(Later);

        Assert.That((mail.Attempts, mail.DueAt, mail.WasAttempted), Is.EqualTo((0, (DateTimeOffset?)Later, true)));
    }
}
