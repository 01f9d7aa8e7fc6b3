using CleanAuth.Application.Passwords;

namespace CleanAuth.Application.UnitTests.Passwords;

internal sealed class PasswordPolicyTests
{
    private readonly Ports ports = new();

    [Test]
    public void FindError_WhenThePasswordIsSimilarToAContextWord_ReturnsAMessage()
    {
        ports.PasswordPolicyOptions = new PasswordPolicyOptions { ContextWords = ["CleanAuth", "Correct"] };

        string? objection = ports.PasswordPolicy().FindError(TestData.Password);

        Assert.That(objection, Is.EqualTo("The password is too similar to the name of this service."));
    }

    [Test]
    public void FindError_WhenCommonPasswordsAreAllowed_ReturnsNull()
    {
        ports.MakePasswordCommon();
        ports.PasswordPolicyOptions = new PasswordPolicyOptions { RejectCommon = false };

        string? objection = ports.PasswordPolicy().FindError(TestData.Password);

        Assert.That(objection, Is.Null);
    }

    [Test]
    public void FindError_WhenSimilarPasswordsAreAllowed_ReturnsNull()
    {
        ports.PasswordPolicyOptions = new PasswordPolicyOptions { RejectSimilar = false, ContextWords = ["correct horse"] };

        string?[] objections =
        [
            ports.PasswordPolicy().FindError(TestData.Password),
            ports.PasswordPolicy().FindError(
                TestData.Password, new PasswordOwner(TestData.Email, Username: TestData.Password, FullName: null)),
        ];

        Assert.That(objections, Is.All.Null);
    }

    [Test]
    public void FindError_WhenSeveralNamesAreSimilarToThePassword_NamesTheFirst()
    {
        string? objection = ports.PasswordPolicy().FindError(
            "adalovelace", new PasswordOwner("ada.lovelace@example.com", "ada_lovelace", "Ada Lovelace"));

        Assert.That(objection, Is.EqualTo("The password is too similar to the username."));
    }
}
