using CleanAuth.Application.Login.ObtainTokenPair;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Login.ObtainTokenPair;

internal sealed class ObtainTokenPairValidatorTests
{
    private static readonly ObtainTokenPairCommand Command = new(TestData.Email, TestData.Password);

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginEmails))]
    public async Task ObtainTokenPair_WhenTheEmailIsBroken_SaysSo(Field<string> email, string[] messages)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.LoginEmails))]
    public async Task ObtainTokenPair_WhenNoAccountCanHaveTheEmail_LeavesThatToTheLogin(Field<string> email)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.LoginPasswords))]
    public async Task ObtainTokenPair_WhenThePasswordIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.LoginPasswords))]
    public async Task ObtainTokenPair_WhenNoAccountCanHaveThePassword_LeavesThatToTheLogin(Field<string> password)
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task ObtainTokenPair_WhenBothMembersAreBroken_NamesBoth()
    {
        string[] failures = await new ObtainTokenPairValidator().FailuresAsync(new ObtainTokenPairCommand(default, ""));

        Assert.That(
            failures,
            Is.EqualTo(["Email: This field is required.", "Password: This field may not be blank."]));
    }
}
