using CleanAuth.Application.Accounts;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.UpdateCurrentUser;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.CurrentUser.UpdateCurrentUser;

internal sealed class UpdateCurrentUserHandlerTests
{
    private static readonly DateOnly BirthDate = new(1815, 12, 10);

    private readonly Ports ports = new() { AccountOptions = new AccountOptions { ConfirmEmailChange = false } };

    [Test]
    public async Task UpdateCurrentUser_WhenEverythingIsPresent_ChangesEverything()
    {
        User user = ports.Register(TestData.NewUser());
        UpdateCurrentUserCommand command = Command(user) with
        {
            Email = "countess@example.com",
            Username = "countess",
            Bio = "another bio",
            FullName = "Augusta Ada King",
            BirthDate = BirthDate,
        };

        CurrentUserDto dto = await Handler().Handle(command, default);

        Assert.That(
            dto,
            Is.EqualTo(new CurrentUserDto(
                user.Id, "countess@example.com", "countess", "another bio", "Augusta Ada King", BirthDate, false)));
        Assert.That(user.UpdatedAt, Is.EqualTo(TestData.Now).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That(ports.Saves, Is.EqualTo(1));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenNothingIsPresent_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        user.ChangeBirthDate(BirthDate, TestData.Earlier);
        DateTimeOffset updatedAt = user.UpdatedAt;

        CurrentUserDto dto = await Handler().Handle(Command(user), default);

        Assert.That(
            dto,
            Is.EqualTo(new CurrentUserDto(
                user.Id, TestData.Email, TestData.Username, "bio", "Ada Lovelace", BirthDate, false)));
        Assert.That(
            (user.PasswordHash, user.SessionEpoch, user.UpdatedAt),
            Is.EqualTo((TestData.PasswordHash, 0, updatedAt)));
    }

    [Test]
    public void UpdateCurrentUser_WhenThePasswordWasChangedTooOften_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.StorePasswordChanges(user, count: 5);

        Assert.ThrowsAsync<ThrottledException>(() => Handler().Handle(Command(user) with { Password = TestData.Password }, default));

        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0)));
    }

    // An attacker could register a stranger's address and change it in a loop: each change voids the links of the address's owner.
    [TestCase(true)]
    [TestCase(false)]
    public void UpdateCurrentUser_WhenTheUnverifiedAddressWasGivenUpTooOften_ChangesNothing(bool isConfirmed)
    {
        ports.AccountOptions = new AccountOptions { ConfirmEmailChange = isConfirmed };
        User user = ports.Register(TestData.NewUser());
        ports.StoreDepartures(TestData.Email, count: 3);

        Assert.ThrowsAsync<ThrottledException>(() => Handler().Handle(Command(user) with { Email = "new@example.com" }, default));

        Assert.That((user.Email, user.PendingEmail, ports.Saves), Is.EqualTo((TestData.Email, (string?)null, 0)));
    }

    [TestCase("new@example.com", true)]
    [TestCase("ADA@example.com", false)]
    public async Task UpdateCurrentUser_WhenTheAddressIsVerifiedOrDiffersOnlyInCase_DoesNotCountTheChange(string email, bool isVerified)
    {
        User user = ports.Register(TestData.NewUser());
        if (isVerified)
        {
            user.VerifyEmail(TestData.Earlier);
        }

        ports.StoreDepartures(TestData.Email, count: 3);

        await Handler().Handle(Command(user) with { Email = email }, default);

        Assert.That(user.Email, Is.EqualTo(email));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenMembersAreNull_ClearsThem()
    {
        User user = ports.Register(TestData.NewUser());
        user.ChangeBirthDate(BirthDate, TestData.Earlier);
        UpdateCurrentUserCommand command = Command(user) with
        {
            Bio = Field<string>.Null,
            FullName = Field<string>.Null,
            BirthDate = Field<DateOnly>.Null,
        };

        await Handler().Handle(command, default);

        Assert.That(
            (user.Bio, user.FullName, user.BirthDate),
            Is.EqualTo(((string?)null, (string?)null, (DateOnly?)null)));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsPresent_SavesTheNewHash()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command(user) with { Password = TestData.Password }, default);

        Assert.That((user.PasswordHash, user.UpdatedAt, ports.Saves), Is.EqualTo((TestData.NewHash, TestData.Now, 1)));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsPresent_RaisesTheEpochAndEndsAllSessions()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(Command(user) with { Password = TestData.Password }, default);

        Assert.That(
            (session.EndedAt, session.EndReason),
            Is.EqualTo(((DateTimeOffset?)TestData.Now, (SessionEndReason?)SessionEndReason.PasswordChanged)));
        Assert.That(
            ports.Saved.Revocations,
            Is.EqualTo([new SavedRevocation(user.Id, Epoch: 1, SessionEndReason.PasswordChanged, TestData.Now)]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsPresent_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command(user) with { Password = TestData.Password }, default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.PasswordChanged, user.Id)]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsAbsent_EndsNothing()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(Command(user) with { Bio = "another bio" }, default);

        Assert.That((user.Epoch, session.EndedAt, ports.Saved.Events.Count), Is.EqualTo((0, (DateTimeOffset?)null, 0)));
        ports.Revocations.VerifyNoOtherCalls();
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    // Compare the password with the new names, and with the stored names where none is sent.
    [TestCase("correct", null, "username")]
    [TestCase("ada", "correct", "username")]
    [TestCase("correct", "ada", null)]
    public async Task UpdateCurrentUser_WhenThePasswordIsSimilarToAName_IsRefused(string stored, string? sent, string? name)
    {
        User user = ports.Register(TestData.NewUser(username: stored));
        UpdateCurrentUserCommand command = Command(user) with { Password = TestData.Password };

        string[] messages = await MessagesAsync(sent is null ? command : command with { Username = sent });

        Assert.That(messages, Is.EqualTo(name is null ? [] : new[] { $"The password is too similar to the {name}." }));
        Assert.That(ports.Saves, Is.EqualTo(name is null ? 1 : 0));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsBreached_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.MakePasswordBreached();

        string[] messages = await MessagesAsync(Command(user) with { Password = TestData.Password });

        Assert.That(messages, Is.EqualTo(["This password has appeared in a data breach."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void UpdateCurrentUser_WhenHashingIsBusy_SavesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        ports.FailHashing();

        Assert.ThrowsAsync<ServiceBusyException>(
            () => Handler().Handle(Command(user) with { Bio = "another bio", Password = TestData.Password }, default));

        Assert.That(ports.Saves, Is.Zero);
        ports.Revocations.VerifyNoOtherCalls();
    }

    [Test]
    public void UpdateCurrentUser_WhenTheAccountDoesNotExist_IsRefused()
    {
        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(Command(TestData.NewUser()), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_not_found"));
        VerifyNothingChanged();
    }

    [Test]
    public void UpdateCurrentUser_WhenTheAccountIsDeactivated_IsRefused()
    {
        User user = ports.Register(TestData.NewUser(isActive: false));

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(Command(user) with { Bio = "another bio", Password = TestData.Password }, default));

        Assert.That((refusal!.Code, user.Bio), Is.EqualTo(("user_inactive", "bio")));
        VerifyNothingChanged();
    }

    [Test]
    public void UpdateCurrentUser_WhenAnotherRequestTakesTheAddress_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.FailSaving(AccountErrors.EmailTaken());

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(Command(user) with { Email = "taken@example.com" }, default));

        Assert.That(refusal!.Errors["email"], Is.EqualTo(["user with this email already exists."]));
    }

    [Test]
    public void UpdateCurrentUser_WhenTheAccountChangesMeanwhile_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        ports.FailSaving(new AccountChangedException());

        Func<Task> act = () => Handler().Handle(Command(user) with { Bio = "another bio" }, default);

        Assert.ThrowsAsync<AccountChangedException>(act);
        ports.VerifyNothingIssued();
    }

    [Test]
    public void UpdateCurrentUser_WhenThePasswordChangesMeanwhile_KeepsTheOtherPassword()
    {
        User user = ports.Register(TestData.NewUser());
        ports.ChangePasswordAfterRead(user);

        Func<Task> act = () => Handler().Handle(Command(user) with { Password = TestData.Password }, default);

        Assert.ThrowsAsync<AccountChangedException>(act);
        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo(("another hash", 0)));
    }

    // A password change clears the pending email, so the handler must set the pending email after the password.
    [Test]
    public async Task UpdateCurrentUser_WhenPasswordAndAddressChange_KeepsTheNewAddressPending()
    {
        ports.AccountOptions = new AccountOptions();
        User user = ports.Register(TestData.NewUser());

        await Handler().Handle(Command(user) with { Password = TestData.Password, Email = "countess@example.com" }, default);

        Assert.That((user.PasswordHash, user.PendingEmail), Is.EqualTo((TestData.NewHash, "countess@example.com")));
    }

    // The rate limit for giving up an unverified address has not counted this change.
    [Test]
    public void UpdateCurrentUser_WhenTheAddressChangesMeanwhileAndIsChangedAgain_IsRefused()
    {
        User user = ports.Register(TestData.NewVerifiedUser());
        ports.AcceptPassword();
        ports.KeepReadingAsNew(user);
        user.ChangeEmail("new@example.com", TestData.Now);

        Func<Task> act = () => Handler().Handle(
            Command(user) with { Email = "third@example.com", CurrentPassword = TestData.Password }, default);

        Assert.ThrowsAsync<AccountChangedException>(act);
        Assert.That(user.Email, Is.EqualTo("new@example.com"));
    }

    // A client that sends the profile back unchanged must not undo an email change without the password.
    [Test]
    public async Task UpdateCurrentUser_WhenTheAddressChangesMeanwhile_KeepsTheOtherAddress()
    {
        User user = ports.Register(TestData.NewUser());
        ports.KeepReadingAsNew(user);
        user.ChangeEmail("countess@example.com", TestData.Earlier);

        await Handler(requireCurrentPassword: true).Handle(Command(user) with { Email = TestData.Email, Bio = "another bio" }, default);

        Assert.That((user.Email, user.Bio), Is.EqualTo(("countess@example.com", "another bio")));
    }

    [Test]
    public void UpdateCurrentUser_WhenTheCurrentPasswordIsRequiredAndWrong_ChangesNothing()
    {
        User user = ports.Register(TestData.NewUser());
        UpdateCurrentUserCommand command = Command(user) with { Password = TestData.Password, CurrentPassword = "a guess" };

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler(requireCurrentPassword: true).Handle(command, default));

        Assert.That(refusal!.Errors["current_password"], Is.EqualTo(["This is not the current password."]));
        Assert.That((user.PasswordHash, ports.Saves), Is.EqualTo((TestData.PasswordHash, 0)));
        Assert.That(ports.LaterEvents, Is.EqualTo([new SavedEvent(SecurityEventKind.LoginFailed, user.Id, command.SessionId)]));
        ports.Revocations.VerifyNoOtherCalls();
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheAddressChangesAtOnce_NotifiesBothAddresses()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);

        CurrentUserDto dto = await Handler().Handle(Command(user) with { Email = "countess@example.com" }, default);

        Assert.That((dto.Email, dto.EmailVerified, dto.PendingEmail), Is.EqualTo(("countess@example.com", false, (string?)null)));
        Assert.That(
            ports.Saved.Emails.Select(email => (email.Kind, email.UserId, email.Email)),
            Is.EqualTo([(EmailKind.VerifyEmail, (Guid?)user.Id, null), (EmailKind.EmailChanged, (Guid?)user.Id, TestData.Email)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.EmailChanged, user.Id)]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheAddressMustBeConfirmed_KeepsItPendingAndSendsALinkToIt()
    {
        ports.AccountOptions = new AccountOptions();
        User user = ports.Register(TestData.NewUser());

        CurrentUserDto dto = await Handler().Handle(Command(user) with { Email = "Countess@EXAMPLE.com" }, default);

        Assert.That((dto.Email, dto.PendingEmail), Is.EqualTo((TestData.Email, "Countess@example.com")));
        Assert.That(
            ports.Saved.Emails.Select(email => (email.Kind, email.UserId, email.Email)),
            Is.EqualTo([(EmailKind.ConfirmEmailChange, (Guid?)user.Id, "Countess@example.com")]));
        Assert.That(ports.Saved.Events, Is.Empty);
    }

    [TestCase(TestData.Email)]
    [TestCase("ada@EXAMPLE.com")]
    public async Task UpdateCurrentUser_WhenTheAddressIsUnchanged_KeepsThePendingAddress(string email)
    {
        ports.AccountOptions = new AccountOptions();
        User user = ports.Register(TestData.NewUser());
        user.RequestEmailChange("countess@example.com", TestData.Earlier);

        CurrentUserDto dto = await Handler(requireCurrentPassword: true).Handle(Command(user) with { Email = email }, default);

        Assert.That((dto.Email, dto.PendingEmail, ports.Saved.Emails.Count), Is.EqualTo((TestData.Email, "countess@example.com", 0)));
    }

    // Both addresses are the same mailbox, so there is nothing to confirm.
    [Test]
    public async Task UpdateCurrentUser_WhenTheAddressDiffersOnlyInCase_ChangesItAtOnce()
    {
        ports.AccountOptions = new AccountOptions();
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);

        CurrentUserDto dto = await Handler().Handle(Command(user) with { Email = "ADA@example.com" }, default);

        Assert.That((dto.Email, dto.EmailVerified, dto.PendingEmail), Is.EqualTo(("ADA@example.com", true, (string?)null)));
        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.VerifyEmail]), "There is nothing to undo.");
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheLanguageIsSent_SetsOrClearsIt()
    {
        User user = ports.Register(TestData.NewUser());

        CurrentUserDto set = await Handler().Handle(Command(user) with { Language = "pt-BR" }, default);
        CurrentUserDto cleared = await Handler().Handle(Command(user) with { Language = Field<string>.Null }, default);

        Assert.That((set.Language, cleared.Language), Is.EqualTo(("pt-BR", (string?)null)));
    }

    private static UpdateCurrentUserCommand Command(User user) => new(user.Id, Guid.NewGuid());

    private async Task<string[]> MessagesAsync(UpdateCurrentUserCommand command)
    {
        try
        {
            await Handler().Handle(command, default);
            return [];
        }
        catch (InvalidInputException refusal)
        {
            return refusal.Errors["password"];
        }
    }

    private void VerifyNothingChanged()
    {
        Assert.That(ports.Saves, Is.Zero);
        ports.VerifyNothingIssued();
        ports.Revocations.VerifyNoOtherCalls();
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    private UpdateCurrentUserHandler Handler(bool requireCurrentPassword = false) => new(
        ports.Users.Object,
        ports.Accounts,
        ports.Reauthentication(new AccountOptions { RequireCurrentPassword = requireCurrentPassword }),
        ports.PasswordChanger(),
        ports.EmailChanger(),
        ports.CurrentUserReader(),
        ports.Clock,
        NullLogger<UpdateCurrentUserHandler>.Instance);
}
