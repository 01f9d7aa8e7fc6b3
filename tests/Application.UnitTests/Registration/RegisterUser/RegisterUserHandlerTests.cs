using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Registration.RegisterUser;

internal sealed class RegisterUserHandlerTests
{
    private static readonly AccountOptions RequiringVerification = new() { RequireVerifiedEmail = true };

    private readonly Ports ports = new();

    [Test]
    public async Task RegisterUser_WhenCalled_SavesTheAccount()
    {
        RegisterUserCommand command = new("Ada@Example.COM", "Ada", TestData.Password, "bio", "Ada Lovelace");

        await Handler().Handle(command, default);

        User saved = ports.Saved.Users.Single();
        Assert.Multiple(() =>
        {
            Assert.That(saved.Email, Is.EqualTo("Ada@example.com"));
            Assert.That(saved.Username, Is.EqualTo("Ada"));
            Assert.That(saved.Bio, Is.EqualTo("bio"));
            Assert.That(saved.FullName, Is.EqualTo("Ada Lovelace"));
            Assert.That(saved.CreatedAt, Is.EqualTo(TestData.Now));
            Assert.That(saved.IsActive, Is.True);
            Assert.That(saved.IsStaff, Is.False);
            Assert.That(saved.IsSuperuser, Is.False);
        });
    }

    [Test]
    public async Task RegisterUser_WhenCalled_StoresTheHashAndNotThePassword()
    {
        await Handler().Handle(TestData.Registration(), default);

        Assert.That(ports.Saved.Users.Single().PasswordHash, Is.EqualTo(TestData.NewHash));
    }

    [Test]
    public async Task RegisterUser_WhenCalled_ReturnsTheAccount()
    {
        RegisterUserCommand command = new("Ada@Example.COM", "Ada", TestData.Password, "bio", "Ada Lovelace");

        RegisteredUserDto dto = await Handler().Handle(command, default);

        Assert.That(dto, Is.EqualTo(new RegisteredUserDto("Ada@example.com", "Ada", "bio", "Ada Lovelace")));
    }

    [Test]
    public async Task RegisterUser_WhenProfileTextIsAbsent_StoresBlanks()
    {
        RegisteredUserDto dto = await Handler().Handle(TestData.Registration(), default);

        Assert.That((dto.Bio, dto.FullName), Is.EqualTo(("", "")));
    }

    [Test]
    public async Task RegisterUser_WhenProfileTextIsNull_StoresNull()
    {
        RegisterUserCommand command = TestData.Registration() with { Bio = Field<string>.Null, FullName = Field<string>.Null };

        RegisteredUserDto dto = await Handler().Handle(command, default);

        Assert.That((dto.Bio, dto.FullName), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void RegisterUser_WhenAnotherRequestTakesTheAddress_IsRefused()
    {
        ports.FailSaving(AccountErrors.EmailTaken());

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.Registration(), default));

        Assert.That(refusal!.Errors["email"], Is.EqualTo(["user with this email already exists."]));
    }

    [Test]
    public void RegisterUser_WhenHashingIsBusy_SavesNothing()
    {
        ports.FailHashing();

        Assert.ThrowsAsync<ServiceBusyException>(() => Handler().Handle(TestData.Registration(), default));

        Assert.That((ports.Saves, ports.LaterEvents.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task RegisterUser_WhenCalled_AddsASecurityEvent()
    {
        await Handler().Handle(TestData.Registration(), default);

        User saved = ports.Saved.Users.Single();
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Registered, saved.Id)]));
    }

    [Test]
    public async Task RegisterUser_WhenCalled_OpensNoSession()
    {
        await Handler().Handle(TestData.Registration(), default);

        Assert.That(ports.SessionWrites, Is.Empty);
        ports.VerifyNothingIssued();
    }

    [TestCase("correct", "a@b.example", "", "username")]
    [TestCase("ada", "correct.horse@b.example", "", "email")]
    [TestCase("ada", "a@b.example", "Correct Horse", "full name")]
    public void RegisterUser_WhenThePasswordIsSimilarToAName_IsRefused(string username, string email, string fullName, string name)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.Registration() with { Username = username, Email = email, FullName = fullName }, default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo([$"The password is too similar to the {name}."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void RegisterUser_WhenThePasswordIsBreached_IsRefused()
    {
        ports.MakePasswordBreached();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.Registration(), default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo(["This password has appeared in a data breach."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public async Task RegisterUser_WhenCalled_SendsALinkToVerifyTheAddress()
    {
        await Handler().Handle(TestData.Registration() with { Language = "de-AT" }, default);

        User saved = ports.Saved.Users.Single();
        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That(
            (email.Kind, email.UserId, email.Email, email.Language),
            Is.EqualTo((EmailKind.VerifyEmail, (Guid?)saved.Id, (string?)null, "de-AT")));
        Assert.That((saved.Language, saved.IsEmailVerified, saved.EraseAt), Is.EqualTo(("de-AT", false, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task RegisterUser_WhenAddressesMustBeVerified_SchedulesTheErasureOfTheUnverifiedAccount()
    {
        ports.AccountOptions = RequiringVerification;

        await Handler().Handle(TestData.Registration(), default);

        User saved = ports.Saved.Users.Single();
        Assert.That((saved.IsActive, saved.EraseAt), Is.EqualTo((true, (DateTimeOffset?)TestData.Now.AddDays(7))));
        Assert.That(ports.Saved.Emails.Single().Kind, Is.EqualTo(EmailKind.VerifyEmail));
    }

    [TestCase(false, null, null)]
    [TestCase(false, 30, 30)]
    [TestCase(true, null, 7)]
    [TestCase(true, 30, 7)]
    [TestCase(true, 1, 1)]
    public async Task RegisterUser_WhenUnusedAccountsAreErased_SetsTheEarlierTime(bool requiresVerification, int? unusedDays, int? days)
    {
        ports.AccountOptions = new AccountOptions
        {
            RequireVerifiedEmail = requiresVerification,
            UnusedLifetime = unusedDays is { } unused ? TimeSpan.FromDays(unused) : null,
        };

        await Handler().Handle(TestData.Registration(), default);

        Assert.That(
            ports.Saved.Users.Single().EraseAt,
            Is.EqualTo(days is null ? null : (DateTimeOffset?)TestData.Now.AddDays(days.Value)));
    }

    [Test]
    public async Task RegisterUser_WhenTheAddressIsTakenAndMustBeVerified_ReturnsTheSameAndNotifiesOnlyItsOwner()
    {
        ports.AccountOptions = RequiringVerification;
        ports.Users.Setup(users => users.IsEmailTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        RegisteredUserDto dto = await Handler().Handle(TestData.Registration(), default);

        Assert.That(dto, Is.EqualTo(new RegisteredUserDto(TestData.Email, TestData.Username, "", "")));
        AssertDecoyAccountSaved();
    }

    // Only the unique index detects it.
    [Test]
    public async Task RegisterUser_WhenAnotherRequestTakesTheAddressAndItMustBeVerified_ReturnsTheSame()
    {
        ports.AccountOptions = RequiringVerification;
        ports.FailSavingOnce(AccountErrors.EmailTaken());

        RegisteredUserDto dto = await Handler().Handle(TestData.Registration(), default);

        Assert.That(dto, Is.EqualTo(new RegisteredUserDto(TestData.Email, TestData.Username, "", "")));
        AssertDecoyAccountSaved();
    }

    [Test]
    public void RegisterUser_WhenAnotherRequestTakesTheUsernameAndAddressesMustBeVerified_IsRefused()
    {
        ports.AccountOptions = RequiringVerification;
        ports.FailSavingOnce(AccountErrors.UsernameTaken());

        Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(TestData.Registration(), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private void AssertDecoyAccountSaved()
    {
        User decoy = ports.Saved.Users.Single();
        Assert.That(decoy.Email, Does.Match("^[0-9a-f]{32}@decoy\\.invalid$"));
        Assert.That(
            (decoy.Username, decoy.IsActive, decoy.EraseAt, decoy.HasPassword()),
            Is.EqualTo((TestData.Username, false, (DateTimeOffset?)TestData.Now.AddDays(7), false)));
        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That((email.Kind, email.UserId, email.Email), Is.EqualTo((EmailKind.AddressInUse, (Guid?)null, TestData.Email)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Registered, decoy.Id)]));
        Assert.That(ports.Saves, Is.EqualTo(1));
    }

    private RegisterUserHandler Handler() => new(
        ports.NewPasswordHasher(),
        ports.AccountRegistrar(),
        ports.Mapper,
        ports.Clock,
        NullLogger<RegisterUserHandler>.Instance);
}
