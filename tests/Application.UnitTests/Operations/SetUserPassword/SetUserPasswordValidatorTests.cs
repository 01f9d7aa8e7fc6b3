using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Operations.SetUserPassword;

internal sealed class SetUserPasswordValidatorTests
{
    private readonly Ports ports = new();

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Passwords))]
    public async Task SetUserPassword_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(TestData.Email, password));

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Passwords))]
    public async Task SetUserPassword_WhenThePasswordIsJustWithinTheRules_IsAccepted(Field<string> password)
    {
        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(TestData.Email, password));

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task SetUserPassword_WhenThePasswordIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(TestData.Email, TestData.Password));

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private SetUserPasswordValidator Validator() => new(ports.PasswordPolicy());
}
