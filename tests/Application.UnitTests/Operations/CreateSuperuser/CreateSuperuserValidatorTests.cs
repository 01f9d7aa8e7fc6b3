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
    public async Task CreateSuperuser_WhenInputIsGood_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(TestData.SuperuserCreation());

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Emails))]
    public async Task CreateSuperuser_WhenTheEmailIsBroken_SaysSo(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.SuperuserCreation() with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Usernames))]
    public async Task CreateSuperuser_WhenTheUsernameIsBroken_SaysSo(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.SuperuserCreation() with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Passwords))]
    public async Task CreateSuperuser_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(TestData.SuperuserCreation() with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [Test]
    public async Task CreateSuperuser_WhenNamesAreTaken_SaysSo()
    {
        users.Setup(port => port.EmailIsTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        users.Setup(port => port.UsernameIsTakenAsync(TestData.Username, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(TestData.SuperuserCreation());

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "Email: user with this email already exists.",
                "Username: user with this username already exists.",
            ]));
    }

    [Test]
    public async Task CreateSuperuser_WhenThePasswordIsCommon_SaysSo()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(TestData.SuperuserCreation());

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private CreateSuperuserValidator Validator() => new(users.Object, ports.PasswordPolicy());
}
