using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;
using Moq;

namespace CleanAuth.Application.UnitTests.Registration.RegisterUser;

internal sealed class RegisterUserValidatorTests
{
    private readonly Mock<IUserRepository> users = new();
    private readonly Ports ports = new();

    [Test]
    public async Task RegisterUser_WhenInputIsValid_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Emails))]
    public async Task RegisterUser_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Usernames))]
    public async Task RegisterUser_WhenTheUsernameIsInvalid_ReturnsItsMessages(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Usernames))]
    public async Task RegisterUser_WhenTheUsernameIsJustWithinTheRules_IsAccepted(Field<string> username)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Username = username });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Passwords))]
    public async Task RegisterUser_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Passwords))]
    public async Task RegisterUser_WhenThePasswordIsJustWithinTheRules_IsAccepted(Field<string> password)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Password = password });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Bios))]
    public async Task RegisterUser_WhenTheBioIsInvalid_ReturnsItsMessages(Field<string> bio, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Bio = bio });

        Assert.That(failures, Is.EqualTo(messages.Of("Bio")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Bios))]
    public async Task RegisterUser_WhenTheBioIsJustWithinTheRules_IsAccepted(Field<string> bio)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Bio = bio });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.FullNames))]
    public async Task RegisterUser_WhenTheFullNameIsInvalid_ReturnsItsMessages(Field<string> fullName, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { FullName = fullName });

        Assert.That(failures, Is.EqualTo(messages.Of("FullName")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.FullNames))]
    public async Task RegisterUser_WhenTheFullNameIsJustWithinTheRules_IsAccepted(Field<string> fullName)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { FullName = fullName });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task RegisterUser_WhenBlankProfileTextIsAllowed_AcceptsIt()
    {
        string[] failures = await Validator(allowBlank: true).FailuresAsync(TestData.Registration() with { Bio = "", FullName = "" });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task RegisterUser_WhenBlankProfileTextIsNotAllowed_ReturnsItsMessages()
    {
        string[] failures = await Validator(allowBlank: false).FailuresAsync(TestData.Registration() with { Bio = "", FullName = "" });

        Assert.That(
            failures,
            Is.EqualTo(["Bio: This field may not be blank.", "FullName: This field may not be blank."]));
    }

    [Test]
    public async Task RegisterUser_WhenTheEmailIsTaken_ReturnsItsMessages()
    {
        users.Setup(port => port.IsEmailTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.EqualTo(["Email: user with this email already exists."]));
    }

    [Test]
    public async Task RegisterUser_WhenAddressesMustBeVerified_DoesNotReadTheEmail()
    {
        RegisterUserValidator validator = new(users.Object, new AccountOptions { RequireVerifiedEmail = true }, ports.PasswordPolicy());

        string[] failures = await validator.FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.Empty);
        users.Verify(
            port => port.IsEmailTakenAsync(It.IsAny<string>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()),
            Times.Never);
    }

    [Test]
    public async Task RegisterUser_WhenTheUsernameIsTaken_ReturnsItsMessages()
    {
        users.Setup(port => port.IsUsernameTakenAsync(TestData.Username, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.EqualTo(["Username: user with this username already exists."]));
    }

    [Test]
    public async Task RegisterUser_WhenSeveralMembersAreInvalid_ReturnsTheMessagesOfAll()
    {
        users.Setup(port => port.IsEmailTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(new RegisterUserCommand(TestData.Email, default, "short"));

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "Email: user with this email already exists.",
                "Username: This field is required.",
                "Password: Ensure this field has at least 8 characters.",
            ]));
    }

    [Test]
    public async Task RegisterUser_WhenNamesAreInvalid_ReadsNoAccount()
    {
        await Validator().FailuresAsync(TestData.Registration() with { Email = "ada", Username = "a\0da" });

        users.VerifyNoOtherCalls();
    }

    [Test]
    public async Task RegisterUser_WhenThePasswordIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private RegisterUserValidator Validator(bool allowBlank = true) =>
        new(users.Object, new AccountOptions { AllowBlankProfileText = allowBlank }, ports.PasswordPolicy());
}
