using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin.Users.ChangeUser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.ChangeUser;

internal sealed class ChangeUserValidatorTests
{
    private static readonly ChangeUserCommand Empty = new(
        Guid.NewGuid(),
        Guid.NewGuid(),
        null,
        default,
        default,
        default,
        default,
        default);

    private readonly Ports ports = new();

    [Test]
    public async Task ChangeUser_WhenNothingIsPresent_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(Empty);

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.SentEmails))]
    public async Task ChangeUser_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Empty with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.SentUsernames))]
    public async Task ChangeUser_WhenTheUsernameIsInvalid_ReturnsItsMessages(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Empty with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [Test]
    public async Task ChangeUser_WhenNamesBelongToAnotherAccount_ReturnsItsMessages()
    {
        ports.Users.Setup(users => users.IsEmailTakenAsync(TestData.Email, Empty.UserId, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        ports.Users.Setup(
            users => users.IsUsernameTakenAsync(TestData.Username, Empty.UserId, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(Empty with { Email = TestData.Email, Username = TestData.Username });

        Assert.That(
            failures,
            Is.EqualTo(["Email: user with this email already exists.", "Username: user with this username already exists."]));
    }

    private ChangeUserValidator Validator() => new(ports.Users.Object, new AccountOptions());
}
