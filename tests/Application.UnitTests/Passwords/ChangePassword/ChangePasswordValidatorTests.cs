using CleanAuth.Application.Passwords.ChangePassword;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Passwords.ChangePassword;

internal sealed class ChangePasswordValidatorTests
{
    private static readonly ChangePasswordCommand Valid = new(Guid.NewGuid(), Guid.NewGuid())
    {
        CurrentPassword = TestData.Password,
        NewPassword = TestData.Password,
    };

    private readonly Ports ports = new();

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginPasswords))]
    public async Task ChangePassword_WhenTheCurrentPasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Valid with { CurrentPassword = password });

        Assert.That(failures, Is.EqualTo(messages.Of("CurrentPassword")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Passwords))]
    public async Task ChangePassword_WhenTheNewPasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Valid with { NewPassword = password });

        Assert.That(failures, Is.EqualTo(messages.Of("NewPassword")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Passwords))]
    public async Task ChangePassword_WhenTheNewPasswordIsJustWithinTheRules_IsAccepted(Field<string> password)
    {
        string[] failures = await Validator().FailuresAsync(Valid with { NewPassword = password });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task ChangePassword_WhenTheNewPasswordIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(Valid);

        Assert.That(failures, Is.EqualTo(["NewPassword: This password is too common."]));
    }

    private ChangePasswordValidator Validator() => new(ports.PasswordPolicy());
}
