using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.LogInToAdmin;

internal sealed class LogInToAdminValidatorTests
{
    private static readonly LogInToAdminCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginEmails))]
    public async Task LogInToAdmin_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await new LogInToAdminValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginPasswords))]
    public async Task LogInToAdmin_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await new LogInToAdminValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }
}
