using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin.Users.AddUser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.AddUser;

internal sealed class AddUserValidatorTests
{
    private static readonly AddUserCommand Valid =
        new(Guid.NewGuid(), TestData.Email, TestData.Username, TestData.Password, default, default, default);

    private readonly Ports ports = new();

    [Test]
    public async Task AddUser_WhenInputIsValid_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(Valid);

        Assert.That(failures, Is.Empty);
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Emails))]
    public async Task AddUser_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Valid with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Usernames))]
    public async Task AddUser_WhenTheUsernameIsInvalid_ReturnsItsMessages(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Valid with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Passwords))]
    public async Task AddUser_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Valid with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [Test]
    public async Task AddUser_WhenTheRestIsOfAWrongType_ReturnsItsMessages()
    {
        AddUserCommand command = Valid with
        {
            FullName = Field<string>.Malformed,
            Bio = Field<string>.Malformed,
            BirthDate = Field<DateOnly>.Malformed,
        };

        string[] failures = await Validator().FailuresAsync(command);

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "FullName: Not a valid string.",
                "Bio: Not a valid string.",
                "BirthDate: Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
            ]));
    }

    [Test]
    public async Task AddUser_WhenNamesAreTaken_ReturnsItsMessages()
    {
        ports.Users.Setup(users => users.IsEmailTakenAsync(TestData.Email, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        ports.Users.Setup(users => users.IsUsernameTakenAsync(TestData.Username, null, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(Valid);

        Assert.That(
            failures,
            Is.EqualTo(["Email: user with this email already exists.", "Username: user with this username already exists."]));
    }

    [Test]
    public async Task AddUser_WhenThePasswordIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(Valid);

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private AddUserValidator Validator() => new(ports.Users.Object, new AccountOptions(), ports.PasswordPolicy());
}
