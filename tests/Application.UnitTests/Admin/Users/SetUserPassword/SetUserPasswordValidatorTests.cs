using CleanAuth.Application.Admin.Users.SetUserPassword;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Admin.Users.SetUserPassword;

internal sealed class SetUserPasswordValidatorTests
{
    private readonly Ports ports = new();

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Passwords))]
    public async Task SetUserPassword_WhenItIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(Guid.NewGuid(), Guid.NewGuid(), password));

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [Test]
    public async Task SetUserPassword_WhenItIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(Guid.NewGuid(), Guid.NewGuid(), TestData.Password));

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private SetUserPasswordValidator Validator() => new(ports.PasswordPolicy());
}
