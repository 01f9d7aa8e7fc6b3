using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Login.LoginUser;

internal sealed class LoginUserValidatorTests
{
    private static readonly LoginUserCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginEmails))]
    public async Task LoginUser_WhenTheEmailIsBroken_SaysSo(Field<string> email, string[] messages)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.LoginEmails))]
    public async Task LoginUser_WhenNoAccountCanHaveTheEmail_LeavesThatToTheLogin(Field<string> email)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginPasswords))]
    public async Task LoginUser_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.LoginPasswords))]
    public async Task LoginUser_WhenNoAccountCanHaveThePassword_LeavesThatToTheLogin(Field<string> password)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task LoginUser_WhenBothMembersAreBroken_NamesBoth()
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(new LoginUserCommand(default, ""));

        Assert.That(
            failures,
            Is.EqualTo(["Email: This field is required.", "Password: This field may not be blank."]));
    }
}
