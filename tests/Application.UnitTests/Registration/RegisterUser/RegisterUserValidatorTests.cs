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
    public async Task RegisterUser_WhenInputIsGood_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Emails))]
    public async Task RegisterUser_WhenTheEmailIsBroken_SaysSo(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Usernames))]
    public async Task RegisterUser_WhenTheUsernameIsBroken_SaysSo(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Usernames))]
    public async Task RegisterUser_WhenTheUsernameIsJustWithinTheRules_IsAccepted(Field<string> username)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Username = username });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Passwords))]
    public async Task RegisterUser_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Passwords))]
    public async Task RegisterUser_WhenThePasswordIsJustWithinTheRules_IsAccepted(Field<string> password)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Password = password });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Bios))]
    public async Task RegisterUser_WhenTheBioIsBroken_SaysSo(Field<string> bio, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Bio = bio });

        Assert.That(failures, Is.EqualTo(messages.Of("Bio")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Bios))]
    public async Task RegisterUser_WhenTheBioIsJustWithinTheRules_IsAccepted(Field<string> bio)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { Bio = bio });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.FullNames))]
    public async Task RegisterUser_WhenTheFullNameIsBroken_SaysSo(Field<string> fullName, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.Registration() with { FullName = fullName });

        Assert.That(failures, Is.EqualTo(messages.Of("FullName")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.FullNames))]
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
    public async Task RegisterUser_WhenBlankProfileTextIsNotAllowed_SaysSo()
    {
        string[] failures = await Validator(allowBlank: false).FailuresAsync(TestData.Registration() with { Bio = "", FullName = "" });

        Assert.That(
            failures,
            Is.EqualTo(["Bio: This field may not be blank.", "FullName: This field may not be blank."]));
    }

    [Test]
    public async Task RegisterUser_WhenTheEmailIsTaken_SaysSo()
    {
        users.Setup(port => port.EmailIsTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.EqualTo(["Email: user with this email already exists."]));
    }

    [Test]
    public async Task RegisterUser_WhenAddressesMustBeVerified_DoesNotAskWhoHasTheEmail()
    {
        RegisterUserValidator validator = new(users.Object, new AccountOptions { RequireVerifiedEmail = true }, ports.PasswordPolicy());

        string[] failures = await validator.FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.Empty);
        users.Verify(
            port => port.EmailIsTakenAsync(It.IsAny<string>(), It.IsAny<Guid?>(), It.IsAny<CancellationToken>()),
            Times.Never);
    }

    [Test]
    public async Task RegisterUser_WhenTheUsernameIsTaken_SaysSo()
    {
        users.Setup(port => port.UsernameIsTakenAsync(TestData.Username, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.EqualTo(["Username: user with this username already exists."]));
    }

    [Test]
    public async Task RegisterUser_WhenSeveralMembersAreBroken_NamesThemAll()
    {
        users.Setup(port => port.EmailIsTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

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
    public async Task RegisterUser_WhenNamesAreBroken_LooksNothingUp()
    {
        await Validator().FailuresAsync(TestData.Registration() with { Email = "ada", Username = "a\0da" });

        users.VerifyNoOtherCalls();
    }

    [Test]
    public async Task RegisterUser_WhenThePasswordIsCommon_SaysSo()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(TestData.Registration());

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private RegisterUserValidator Validator(bool allowBlank = true) =>
        new(users.Object, new AccountOptions { AllowBlankProfileText = allowBlank }, ports.PasswordPolicy());
}
