using CleanAuth.Application.Admin.Users.SetUserPassword;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Admin.Users.SetUserPassword;

internal sealed class SetUserPasswordValidatorTests
{
    private readonly Ports ports = new();

    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Passwords))]
    public async Task SetPassword_WhenItIsBroken_SaysSo(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(Guid.NewGuid(), Guid.NewGuid(), password));

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [Test]
    public async Task SetPassword_WhenItIsCommon_SaysSo()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(new SetUserPasswordCommand(Guid.NewGuid(), Guid.NewGuid(), TestData.Password));

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private SetUserPasswordValidator Validator() => new(ports.PasswordPolicy());
}
