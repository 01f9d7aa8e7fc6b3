using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Login.LoginUser;

internal sealed class LoginUserValidatorTests
{
    private static readonly LoginUserCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginEmails))]
    public async Task LoginUser_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.LoginEmails))]
    public async Task LoginUser_WhenNoAccountCanHaveTheEmail_IsAccepted(Field<string> email)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginPasswords))]
    public async Task LoginUser_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.LoginPasswords))]
    public async Task LoginUser_WhenNoAccountCanHaveThePassword_IsAccepted(Field<string> password)
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task LoginUser_WhenBothMembersAreInvalid_ReturnsTheMessagesOfBoth()
    {
        string[] failures = await new LoginUserValidator().FailuresAsync(new LoginUserCommand(default, ""));

        Assert.That(
            failures,
            Is.EqualTo(["Email: This field is required.", "Password: This field may not be blank."]));
    }
}
