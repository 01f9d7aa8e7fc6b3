using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.CurrentUser.UpdateCurrentUser;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;
using Moq;

namespace CleanAuth.Application.UnitTests.CurrentUser.UpdateCurrentUser;

internal sealed class UpdateCurrentUserValidatorTests
{
    private static readonly UpdateCurrentUserCommand Command = new(Guid.NewGuid(), Guid.NewGuid());

    private readonly Mock<IUserRepository> users = new();
    private readonly Ports ports = new();

    [Test]
    public async Task UpdateCurrentUser_WhenNothingIsPresent_IsAccepted()
    {
        string[] failures = await Validator().FailuresAsync(Command);

        Assert.That(failures, Is.Empty);
        users.VerifyNoOtherCalls();
    }

    [Test]
    public async Task UpdateCurrentUser_WhenEverythingIsValid_IsAccepted()
    {
        UpdateCurrentUserCommand command = Command with
        {
            Email = TestData.Email,
            Username = TestData.Username,
            Password = TestData.Password,
            Bio = "bio",
            FullName = "Ada Lovelace",
            BirthDate = new DateOnly(1815, 12, 10),
        };

        string[] failures = await Validator().FailuresAsync(command);

        Assert.That(failures, Is.Empty);
    }

    // The email to the address tells only its reader whether it is taken.
    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task UpdateCurrentUser_WhenTheEmailIsTaken_ReturnsAMessageUnlessAddressesAreSecret(bool mustBeVerified, bool isReported)
    {
        users.Setup(port => port.IsEmailTakenAsync(TestData.Email, Command.UserId, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        AccountOptions options = new() { RequireVerifiedEmail = mustBeVerified };
        UpdateCurrentUserValidator validator = new(users.Object, options, ports.PasswordPolicy());

        string[] failures = await validator.FailuresAsync(Command with { Email = TestData.Email });

        Assert.That(failures, Is.EqualTo(isReported ? ["Email: user with this email already exists."] : Array.Empty<string>()));
    }

    [TestCase("de", true)]
    [TestCase("pt-BR", true)]
    [TestCase("zh-Hant-TW", true)]
    [TestCase("x-klingon", true)]
    [TestCase("d e", false)]
    [TestCase("de_AT", false)]
    [TestCase("de-", false)]
    [TestCase("de\n", false)]
    public async Task UpdateCurrentUser_WhenTheLanguageIsNoTag_ReturnsItsMessages(string language, bool isValid)
    {
        string[] failures = await Validator().FailuresAsync(Command with { Language = language });

        Assert.That(failures, Is.EqualTo(isValid ? [] : new[] { "Language: Enter a valid language tag, such as de or pt-BR." }));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.SentEmails))]
    public async Task UpdateCurrentUser_WhenTheEmailIsInvalid_ReturnsItsMessages(Field<string> email, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Command with { Email = email });

        Assert.That(failures, Is.EqualTo(messages.Of("Email")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.SentUsernames))]
    public async Task UpdateCurrentUser_WhenTheUsernameIsInvalid_ReturnsItsMessages(Field<string> username, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Command with { Username = username });

        Assert.That(failures, Is.EqualTo(messages.Of("Username")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.SentPasswords))]
    public async Task UpdateCurrentUser_WhenThePasswordIsInvalid_ReturnsItsMessages(Field<string> password, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Command with { Password = password });

        Assert.That(failures, Is.EqualTo(messages.Of("Password")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Bios))]
    public async Task UpdateCurrentUser_WhenTheBioIsInvalid_ReturnsItsMessages(Field<string> bio, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Command with { Bio = bio });

        Assert.That(failures, Is.EqualTo(messages.Of("Bio")));
    }

    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.FullNames))]
    public async Task UpdateCurrentUser_WhenTheFullNameIsInvalid_ReturnsItsMessages(Field<string> fullName, string[] messages)
    {
        string[] failures = await Validator().FailuresAsync(Command with { FullName = fullName });

        Assert.That(failures, Is.EqualTo(messages.Of("FullName")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task UpdateCurrentUser_WhenProfileTextIsNull_IsAccepted(bool allowBlank)
    {
        UpdateCurrentUserCommand command = Command with
        {
            Bio = Field<string>.Null,
            FullName = Field<string>.Null,
            BirthDate = Field<DateOnly>.Null,
        };

        string[] failures = await Validator(allowBlank).FailuresAsync(command);

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task UpdateCurrentUser_WhenBlankProfileTextIsAllowed_AcceptsIt()
    {
        string[] failures = await Validator(allowBlank: true).FailuresAsync(Command with { Bio = "", FullName = "" });

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public async Task UpdateCurrentUser_WhenBlankProfileTextIsNotAllowed_ReturnsItsMessages()
    {
        string[] failures = await Validator(allowBlank: false).FailuresAsync(Command with { Bio = "", FullName = "" });

        Assert.That(
            failures,
            Is.EqualTo(["Bio: This field may not be blank.", "FullName: This field may not be blank."]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheBirthDateIsNoDate_ReturnsItsMessages()
    {
        string[] failures = await Validator().FailuresAsync(Command with { BirthDate = Field<DateOnly>.Malformed });

        Assert.That(
            failures,
            Is.EqualTo(["BirthDate: Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheEmailBelongsToAnotherAccount_ReturnsItsMessages()
    {
        users.Setup(port => port.IsEmailTakenAsync(TestData.Email, Command.UserId, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(Command with { Email = TestData.Email });

        Assert.That(failures, Is.EqualTo(["Email: user with this email already exists."]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheUsernameBelongsToAnotherAccount_ReturnsItsMessages()
    {
        users.Setup(port => port.IsUsernameTakenAsync(TestData.Username, Command.UserId, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        string[] failures = await Validator().FailuresAsync(Command with { Username = TestData.Username });

        Assert.That(failures, Is.EqualTo(["Username: user with this username already exists."]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenSeveralMembersAreInvalid_ReturnsTheMessagesOfAll()
    {
        UpdateCurrentUserCommand command = Command with
        {
            Email = Field<string>.Null,
            Username = "",
            Password = "short",
            BirthDate = Field<DateOnly>.Malformed,
        };

        string[] failures = await Validator().FailuresAsync(command);

        Assert.That(
            failures,
            Is.EqualTo(
            [
                "Email: This field may not be null.",
                "Username: This field may not be blank.",
                "Password: Ensure this field has at least 8 characters.",
                "BirthDate: Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
            ]));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsCommon_ReturnsItsMessages()
    {
        ports.MakePasswordCommon();

        string[] failures = await Validator().FailuresAsync(Command with { Password = TestData.Password });

        Assert.That(failures, Is.EqualTo(["Password: This password is too common."]));
    }

    private UpdateCurrentUserValidator Validator(bool allowBlank = true) =>
        new(users.Object, new AccountOptions { AllowBlankProfileText = allowBlank }, ports.PasswordPolicy());
}
