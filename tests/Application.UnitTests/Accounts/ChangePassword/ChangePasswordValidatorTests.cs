using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.ChangePassword;
using CleanAuth.Application.UnitTests.Validation;

namespace CleanAuth.Application.UnitTests.Accounts.ChangePassword;

internal sealed class ChangePasswordValidatorTests
{
    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Passwords))]
    public async Task ChangePassword_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await new ChangePasswordValidator().FailuresAsync(new ChangePasswordCommand(TestData.Email, password));

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Passwords))]
    public async Task ChangePassword_WhenThePasswordIsJustWithinTheRules_IsAccepted(Field<string> password)
    {
        string[] failures = await new ChangePasswordValidator().FailuresAsync(new ChangePasswordCommand(TestData.Email, password));

        Assert.That(failures, Is.Empty);
    }
}
