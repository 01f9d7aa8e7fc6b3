using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.CreateSuperuser;

internal sealed class CreateSuperuserValidatorTests
{
    private readonly Mock<IUserRepository> users = new();
    private readonly Ports ports = new();

    [Test]
    public async Task CreateSuperuser_WhenInputIsValid_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(TestData.NewCreateSuperuserCommand());

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Emails))]
    public async Task CreateSuperuser_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.NewCreateSuperuserCommand() with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Usernames))]
    public async Task CreateSuperuser_WhenTheUsernameIsInvalid_ReturnsItsMessages(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.NewCreateSuperuserCommand() with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Passwords))]
    public async Task CreateSuperuser_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.NewCreateSuperuserCommand() with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [Test]
    public async Task CreateSuperuser_WhenNamesAreTaken_ReturnsItsMessages()
    {
        users.Setup(port => port.IsEmailTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        users.Setup(port => port.IsUsernameTakenAsync(TestData.Username, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(TestData.NewCreateSuperuserCommand());

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "Email: user with this email already exists.",
                "Username: user with this username already exists.",
            ]));
    }

    [Test]
    public async Task CreateSuperuser_WhenThePasswordIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(TestData.NewCreateSuperuserCommand());

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private CreateSuperuserValidator Validator() => new(users.Object, ports.PasswordPolicy());
}
