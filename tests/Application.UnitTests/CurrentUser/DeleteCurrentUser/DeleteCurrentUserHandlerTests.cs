using CleanAuth.Application.Accounts;
using CleanAuth.Application.CurrentUser.DeleteCurrentUser;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.UnitTests.CurrentUser.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandlerTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    private readonly Ports ports = new();

    [Test]
    public async Task DeleteCurrentUser_WhenThereIsNoGrace_DeletesTheAccountAndNotifiesItsOwner()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command(user.Id), default);

        Assert.That(ports.Accounts.Deleted, Is.EqualTo([user.Id]));
        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That((email.Kind, email.UserId, email.Email), Is.EqualTo((EmailKind.AccountDeleted, (Guid?)user.Id, TestData.Email)));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenThereIsGrace_DeactivatesTheAccountAndEndsItsSessions()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler(Grace).Handle(Command(user.Id), default);

        Assert.That(ports.Accounts.Deleted, Is.Empty);
        Assert.That((user.IsActive, user.EraseAt), Is.EqualTo((false, (DateTimeOffset?)TestData.Now + Grace)));
        Assert.That(
            (session.EndedAt, session.EndReason), Is.EqualTo(((DateTimeOffset?)TestData.Now, (SessionEndReason?)SessionEndReason.Deleted)));
        Assert.That(
            ports.Saved.Revocations, Is.EqualTo([new SavedRevocation(user.Id, user.Epoch, SessionEndReason.Deleted, TestData.Now)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.DeletionScheduled, user.Id)]));
        Assert.That(ports.Saved.Emails.Single().Kind, Is.EqualTo(EmailKind.AccountDeleted));
    }

    // A stranger may have registered the address; with a grace, the account would block the address for its owner.
    [Test]
    public async Task DeleteCurrentUser_WhenTheAddressIsNotVerified_DeletesTheAccountDespiteTheGrace()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler(Grace).Handle(Command(user.Id), default);

        Assert.That(ports.Accounts.Deleted, Is.EqualTo([user.Id]));
        Assert.That(ports.Saved.Emails.Single().Kind, Is.EqualTo(EmailKind.AccountDeleted));
    }

    [Test]
    public void DeleteCurrentUser_WhenTheAddressIsVerifiedMeanwhile_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.KeepReadingAsNew(user);
        user.VerifyEmail(TestData.Now);

        Assert.ThrowsAsync<AccountChangedException>(() => Handler(Grace).Handle(Command(user.Id), default));

        Assert.That(user.IsActive, Is.True);
        VerifyNothingDeleted();
    }

    // An attacker could register a stranger's address and delete the account in a loop: deleting the account deletes the links that
    // the owner of the address requested.
    [TestCase("ada@example.com")]
    [TestCase("ADA@Example.com")]
    public void DeleteCurrentUser_WhenTheUnverifiedAddressWasGivenUpTooOften_IsRefused(string deleted)
    {
        User user = ports.Register(TestData.NewUser());
        ports.StoreDepartures(deleted, count: 3);

        ThrottledException? refusal = Assert.ThrowsAsync<ThrottledException>(() => Handler().Handle(Command(user.Id), default));

        Assert.That(refusal!.RetryAfter, Is.EqualTo(TimeSpan.FromHours(1)));
        VerifyNothingDeleted();
    }

    [TestCase(0)]
    [TestCase(14)]
    public async Task DeleteCurrentUser_WhenTheAddressIsVerified_DoesNotCountTheDeletion(int days)
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);
        ports.StoreDepartures(TestData.Email, count: 3);

        await Handler(TimeSpan.FromDays(days)).Handle(Command(user.Id), default);

        Assert.That(ports.Saved.Emails.Single().Kind, Is.EqualTo(EmailKind.AccountDeleted));
        Assert.That(ports.CountedAttempts, Is.Empty);
    }

    // The rate limit has counted the deletion for the previous address, or not at all.
    [Test]
    public void DeleteCurrentUser_WhenTheAddressChangesMeanwhile_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.KeepReadingAsNew(user);
        user.ChangeEmail("new@example.com", TestData.Now);

        Assert.ThrowsAsync<AccountChangedException>(() => Handler().Handle(Command(user.Id), default));

        VerifyNothingDeleted();
    }

    [Test]
    public void DeleteCurrentUser_WhenTheAccountDoesNotExist_IsRefused()
    {
        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(Command(Guid.NewGuid()), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_not_found"));
        VerifyNothingDeleted();
    }

    [Test]
    public void DeleteCurrentUser_WhenTheAccountIsDeactivated_IsRefused()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(Command(user.Id), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_inactive"));
        VerifyNothingDeleted();
    }

    [Test]
    public void DeleteCurrentUser_WhenThePasswordIsRequiredAndMissing_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler(requireCurrentPassword: true).Handle(Command(user.Id), default));

        Assert.That(refusal!.Errors["current_password"], Is.EqualTo(["This field is required."]));
        VerifyNothingDeleted();
    }

    [Test]
    public void DeleteCurrentUser_WhenThePasswordIsWrong_IsRefusedAndCounted()
    {
        User user = ports.Register(TestData.NewUser());
        DeleteCurrentUserCommand command = Command(user.Id) with { CurrentPassword = "a guess" };

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler(requireCurrentPassword: true).Handle(command, default));

        Assert.That(refusal!.Errors["current_password"], Is.EqualTo([Reauthentication.Wrong]));
        Assert.That(ports.CountedAttempts, Is.Not.Empty);
        VerifyNothingDeleted();
    }

    [Test]
    public async Task DeleteCurrentUser_WhenThePasswordIsCorrect_DeletesTheAccountAndAddsNoSecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await Handler(requireCurrentPassword: true).Handle(Command(user.Id) with { CurrentPassword = TestData.Password }, default);

        Assert.That(ports.Accounts.Deleted, Is.EqualTo([user.Id]));
        Assert.That(ports.UpdatedCounters, Is.Empty);
    }

    [TestCase(0)]
    [TestCase(14)]
    public void DeleteCurrentUser_WhenThePasswordWasChangedMeanwhile_IsRefused(int days)
    {
        User held = ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.ChangePasswordAfterRead(held);

        Func<Task> act = () => Handler(TimeSpan.FromDays(days), requireCurrentPassword: true)
            .Handle(Command(held.Id) with { CurrentPassword = TestData.Password }, default);

        Assert.ThrowsAsync<AccountChangedException>(act);
        Assert.That(held.IsActive, Is.True);
        VerifyNothingDeleted();
    }

    private static DeleteCurrentUserCommand Command(Guid userId) => new(userId, Guid.NewGuid());

    private void VerifyNothingDeleted()
    {
        Assert.That(ports.Accounts.Deleted, Is.Empty);
        Assert.That(ports.Saved.Emails, Is.Empty);
    }

    private DeleteCurrentUserHandler Handler(TimeSpan grace = default, bool requireCurrentPassword = false)
    {
        AccountOptions options = new() { DeletionGrace = grace, RequireCurrentPassword = requireCurrentPassword };
        return new(ports.Users.Object, ports.Reauthentication(options), ports.AccountDeletion(options));
    }
}
