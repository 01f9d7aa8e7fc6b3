using CleanAuth.Application.Passwords.ChangePassword;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Passwords.ChangePassword;

internal sealed class ChangePasswordValidatorTests
{
    private static readonly ChangePasswordCommand Good = new(Guid.NewGuid(), Guid.NewGuid())
    {
        CurrentPassword = TestData.Password,
        NewPassword = TestData.Password,
    };

    private readonly Ports ports = new();

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginPasswords))]
    public async Task ChangeOwnPassword_WhenTheCurrentOneIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Good with { CurrentPassword = password });

        Assert.That(failures, Is.EqualTo(messages.Of("CurrentPassword")));
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Passwords))]
    public async Task ChangeOwnPassword_WhenTheNewOneIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Good with { NewPassword = password });

        Assert.That(failures, Is.EqualTo(messages.Of("NewPassword")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Passwords))]
    public async Task ChangeOwnPassword_WhenTheNewOneIsJustWithinTheRules_IsAccepted(Field<string> password)
    {
        string[] failures = await Validator().FailuresAsync(Good with { NewPassword = password });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task ChangeOwnPassword_WhenTheNewOneIsCommon_SaysSo()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(Good);

        Assert.That(failures, Is.EqualTo(["NewPassword: This password is too common."]));
    }

    private ChangePasswordValidator Validator() => new(ports.PasswordPolicy());
}
