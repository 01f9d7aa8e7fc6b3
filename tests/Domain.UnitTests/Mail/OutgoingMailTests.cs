using CleanAuth.Domain.Mail;

namespace CleanAuth.Domain.UnitTests.Mail;

internal sealed class OutgoingMailTests
{
    private readonly OutgoingMail mail = OutgoingMail.ToAddress("ada@example.com", MailKind.ResetPassword, TestData.Now);

    [Test]
    public void Postpone_WhenAnAttemptFailed_CountsItAndIsDueLater()
    {
        mail.Postpone(TestData.Now.AddMinutes(1), "put off");

        Assert.That((mail.Attempts, mail.DueAt, mail.Failure), Is.EqualTo((1, (DateTimeOffset?)TestData.Now.AddMinutes(1), "put off")));
    }

    [Test]
    public void GiveUp_WhenAnAttemptFailed_CountsItAndIsDueNoMore()
    {
        mail.GiveUp("refused");

        Assert.That((mail.Attempts, mail.DueAt, mail.Failure), Is.EqualTo((1, (DateTimeOffset?)null, "refused")));
    }

    [Test]
    public void Retry_WhenItWasGivenUp_BeginsAnew()
    {
        mail.GiveUp("refused");

        mail.Retry(TestData.Now.AddHours(1));

        Assert.That((mail.Attempts, mail.DueAt), Is.EqualTo((0, (DateTimeOffset?)TestData.Now.AddHours(1))));
    }

    [Test]
    public void Postpone_WhenTheFailureIsLong_KeepsItsBeginning()
    {
        mail.Postpone(TestData.Now, new string('x', OutgoingMail.MaxFailureLength + 1));

        Assert.That(mail.Failure, Has.Length.EqualTo(OutgoingMail.MaxFailureLength));
    }

    [Test]
    public void Id_WhenMailsAreMadeOneAfterAnother_Grows()
    {
        OutgoingMail later = OutgoingMail.ToAddress("ada@example.com", MailKind.ResetPassword, TestData.Now.AddMilliseconds(1));

        Assert.That(string.CompareOrdinal($"{later.Id}", $"{mail.Id}"), Is.GreaterThan(0));
    }
}
