using CleanAuth.Application.Login.ObtainTokenPair;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Login.ObtainTokenPair;

internal sealed class ObtainTokenPairValidatorTests
{
    private static readonly ObtainTokenPairCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginEmails))]
    public async Task ObtainTokenPair_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.LoginEmails))]
    public async Task ObtainTokenPair_WhenNoAccountCanHaveTheEmail_IsAccepted(Field<string> email)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.LoginPasswords))]
    public async Task ObtainTokenPair_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.LoginPasswords))]
    public async Task ObtainTokenPair_WhenNoAccountCanHaveThePassword_IsAccepted(Field<string> password)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task ObtainTokenPair_WhenBothMembersAreInvalid_ReturnsTheMessagesOfBoth()
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(new ObtainTokenPairCommand(default, ""));

        Assert.That(
            failures,
            Is.EqualTo(["Email: This field is required.", "Password: This field may not be blank."]));
    }
}
