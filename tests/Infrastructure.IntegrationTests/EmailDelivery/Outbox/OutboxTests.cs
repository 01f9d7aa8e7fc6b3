using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Outbox;

internal sealed class OutboxTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private readonly User ada = TestData.NewUser();

    [Test]
    public async Task BeginAttempt_WhenItIsStored_MarksTheEmailAsAttempted()
    {
        OutgoingEmail begun = NewEmail(_ => { });
        OutgoingEmail other = NewEmail(_ => { });
        OutgoingEmail failed = NewEmail(email => email.Postpone(TestData.Now, "refused temporarily", TestData.Now));
        await Database.SaveAsync(ada, begun, other, failed);

        await Database.InScopeAsync(scope => scope.Outbox.BeginAttemptAsync(begun.Id, TestData.Now, default));
        await Database.InScopeAsync(scope => scope.Outbox.BeginAttemptAsync(failed.Id, TestData.Now, default));

        Dictionary<Guid, OutgoingEmail> stored = await Database.InScopeAsync(
            scope => scope.Context.OutgoingEmails.AsNoTracking().ToDictionaryAsync(email => email.Id));
        Assert.That((stored[begun.Id].WasAttempted, stored[begun.Id].Attempts), Is.EqualTo((true, 0)));
        Assert.That(stored[other.Id].WasAttempted, Is.False);
        Assert.That(stored[failed.Id].Failure, Is.EqualTo("refused temporarily"));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(1_001)]
    public async Task RetryGivenUp_WhenEmailsWereGivenUp_MakesOnlyThoseDue(int count)
    {
        OutgoingEmail[] givenUp = [.. Enumerable.Range(0, count).Select(_ => NewEmail(email => email.GiveUp("refused", TestData.Now)))];
        OutgoingEmail waiting = NewEmail(email => email.Postpone(TestData.Now.AddHours(2), "refused temporarily", TestData.Now));
        await Database.SaveAsync([ada, waiting, .. givenUp]);

        int retried = await Database.InScopeAsync(scope => scope.Outbox.RetryGivenUpAsync(TestData.Now.AddHours(1), default));

        List<OutgoingEmail> emails = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.AsNoTracking().ToListAsync());
        Assert.That(retried, Is.EqualTo(count));
        Assert.That(
            emails.Where(email => email.Id != waiting.Id).Select(email => (email.DueAt, email.Attempts)),
            Is.All.EqualTo(((DateTimeOffset?)TestData.Now.AddHours(1), 0)));
        Assert.That(emails.Single(email => email.Id == waiting.Id).DueAt, Is.EqualTo(TestData.Now.AddHours(2)));
    }

    [Test]
    public async Task DeleteCreatedAfter_WhenThereAreOthers_DeletesOnlyLaterOnesOfTheKindAndAccount()
    {
        User bob = TestData.NewBob();
        OutgoingEmail[] kept =
        [
            OutgoingEmail.To(ada, EmailKind.EmailChanged, TestData.Now.AddMicroseconds(-1)),
            OutgoingEmail.To(ada, EmailKind.EmailChanged, TestData.Now),
            OutgoingEmail.To(ada, EmailKind.PasswordChanged, TestData.Now.AddMicroseconds(1)),
            OutgoingEmail.To(bob, EmailKind.EmailChanged, TestData.Now.AddMicroseconds(1)),
        ];
        await Database.SaveAsync([ada, bob, .. kept, OutgoingEmail.To(ada, EmailKind.EmailChanged, TestData.Now.AddMicroseconds(1))]);

        await Database.InScopeAsync(scope => scope.Outbox.DeleteCreatedAfterAsync(ada.Id, EmailKind.EmailChanged, TestData.Now, default));

        List<Guid> left = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.Select(email => email.Id).ToListAsync());
        Assert.That(left, Is.EquivalentTo(kept.Select(email => email.Id)));
    }

    [Test]
    public async Task DeleteForOtherAddresses_WhenThereAreOthers_KeepsThoseToTheAddressInAnyCaseAndThoseAboutChanges()
    {
        User bob = TestData.NewBob();
        OutgoingEmail[] kept =
        [
            OutgoingEmail.To(ada, EmailKind.PasswordChanged, TestData.Now),
            OutgoingEmail.About(ada, EmailKind.AccountDeleted, ada.Email, TestData.Now),
            OutgoingEmail.About(ada, EmailKind.AccountDeleted, ada.Email.ToUpperInvariant(), TestData.Now),
            OutgoingEmail.About(ada, EmailKind.EmailChanged, "earlier@example.com", TestData.Now),
            OutgoingEmail.About(bob, EmailKind.AccountDeleted, "thief@example.com", TestData.Now),
        ];
        await Database.SaveAsync(
            [ada, bob, .. kept, OutgoingEmail.About(ada, EmailKind.AccountDeleted, "thief@example.com", TestData.Now)]);

        await Database.InScopeAsync(scope => scope.Outbox.DeleteForOtherAddressesAsync(ada.Id, ada.Email, default));

        List<Guid> left = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.Select(email => email.Id).ToListAsync());
        Assert.That(left, Is.EquivalentTo(kept.Select(email => email.Id)));
    }

    [Test]
    public async Task DeleteWithLinks_WhenThereAreOthers_KeepsNoticesAndEmailsOfOthers()
    {
        User bob = TestData.NewBob();
        OutgoingEmail[] kept =
        [
            OutgoingEmail.To(ada, EmailKind.PasswordChanged, TestData.Now),
            OutgoingEmail.To(bob, EmailKind.EmailChanged, TestData.Now),
            OutgoingEmail.ToAddress(ada.Email, EmailKind.ResetPassword, TestData.Now),
        ];
        await Database.SaveAsync(
        [
            ada,
            bob,
            .. kept,
            OutgoingEmail.To(ada, EmailKind.ResetPassword, TestData.Now),
            OutgoingEmail.About(ada, EmailKind.ConfirmEmailChange, "new@example.com", TestData.Now),
            OutgoingEmail.AboutChange(
                ada, EmailKind.EmailChanged, "old@example.com", isNotice: false, isOfUnverifiedAddress: false, TestData.Now),
        ]);

        await Database.InScopeAsync(scope => scope.Outbox.DeleteWithLinksAsync(ada.Id, default));

        List<Guid> left = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.Select(email => email.Id).ToListAsync());
        Assert.That(left, Is.EquivalentTo(kept.Select(email => email.Id)));
    }

    private OutgoingEmail NewEmail(Action<OutgoingEmail> act)
    {
        OutgoingEmail email = OutgoingEmail.To(ada, EmailKind.PasswordChanged, TestData.Now);
        act(email);
        return email;
    }
}
