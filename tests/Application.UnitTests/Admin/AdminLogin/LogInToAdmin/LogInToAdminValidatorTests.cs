using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.LogInToAdmin;

internal sealed class LogInToAdminValidatorTests
{
    private static readonly LogInToAdminCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginEmails))]
    public async Task EnterAdmin_WhenTheEmailIsBroken_SaysSo(Field<string> email, string[] messages)
    {
        string[] failures = await new LogInToAdminValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginPasswords))]
    public async Task EnterAdmin_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await new LogInToAdminValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }
}
