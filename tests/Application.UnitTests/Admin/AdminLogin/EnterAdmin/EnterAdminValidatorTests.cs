using CleanAuth.Application.Admin.AdminLogin.EnterAdmin;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.EnterAdmin;

internal sealed class EnterAdminValidatorTests
{
    private static readonly EnterAdminCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginEmails))]
    public async Task EnterAdmin_WhenTheEmailIsBroken_SaysSo(Field<string> email, string[] messages)
    {
        string[] failures = await new EnterAdminValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginPasswords))]
    public async Task EnterAdmin_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await new EnterAdminValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }
}
