using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Accounts.RegisterUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Accounts.RegisterUser;

internal sealed class RegisterUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task RegisterUser_WhenCalled_SavesTheAccount()
    {
        RegisterUserCommand command = new("Ada@Example.COM", "Ada", TestData.Password, "bio", "Ada Lovelace");

        await Handler().Handle(command, default);

        User saved = ports.Saved.Users.Single();
        Assert.Multiple(() =>
        {
            Assert.That(saved.Email, Is.EqualTo("Ada@example.com"));
            Assert.That(saved.Username, Is.EqualTo("Ada"));
            Assert.That(saved.Bio, Is.EqualTo("bio"));
            Assert.That(saved.FullName, Is.EqualTo("Ada Lovelace"));
            Assert.That(saved.CreatedAt, Is.EqualTo(TestData.Now));
            Assert.That(saved.IsActive, Is.True);
            Assert.That(saved.IsStaff, Is.False);
            Assert.That(saved.IsSuperuser, Is.False);
        });
    }

    [Test]
    public async Task RegisterUser_WhenCalled_StoresTheHashAndNotThePassword()
    {
        await Handler().Handle(TestData.Registration(), default);

        Assert.That(ports.Saved.Users.Single().PasswordHash, Is.EqualTo(TestData.NewHash));
    }

    [Test]
    public async Task RegisterUser_WhenCalled_AnswersTheAccount()
    {
        RegisterUserCommand command = new("Ada@Example.COM", "Ada", TestData.Password, "bio", "Ada Lovelace");

        RegisteredUserDto dto = await Handler().Handle(command, default);

        Assert.That(dto, Is.EqualTo(new RegisteredUserDto("Ada@example.com", "Ada", "bio", "Ada Lovelace")));
    }

    [Test]
    public async Task RegisterUser_WhenProfileTextIsAbsent_StoresBlanks()
    {
        RegisteredUserDto dto = await Handler().Handle(TestData.Registration(), default);

        Assert.That((dto.Bio, dto.FullName), Is.EqualTo(("", "")));
    }

    [Test]
    public async Task RegisterUser_WhenProfileTextIsNull_StoresNull()
    {
        RegisterUserCommand command = TestData.Registration() with { Bio = Field<string>.Null, FullName = Field<string>.Null };

        RegisteredUserDto dto = await Handler().Handle(command, default);

        Assert.That((dto.Bio, dto.FullName), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void RegisterUser_WhenAnotherRequestTookTheAddress_IsRefused()
    {
        ports.RefuseToSave(AccountErrors.EmailTaken());

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.Registration(), default));

        Assert.That(refusal!.Errors["email"], Is.EqualTo(["user with this email already exists."]));
    }

    [Test]
    public void RegisterUser_WhenHashingIsBusy_SavesNothing()
    {
        ports.RefuseToHash();

        Assert.ThrowsAsync<ServiceBusyException>(() => Handler().Handle(TestData.Registration(), default));

        Assert.That((ports.Saves, ports.LaterEvents.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task RegisterUser_WhenCalled_IsOnRecord()
    {
        await Handler().Handle(TestData.Registration(), default);

        User saved = ports.Saved.Users.Single();
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Registered, saved.Id)]));
    }

    [Test]
    public async Task RegisterUser_WhenCalled_LogsNobodyIn()
    {
        await Handler().Handle(TestData.Registration(), default);

        Assert.That(ports.SessionWrites, Is.Empty);
        ports.VerifyNothingIssued();
    }

    [TestCase("correct", "a@b.example", "", "username")]
    [TestCase("ada", "correct.horse@b.example", "", "email")]
    [TestCase("ada", "a@b.example", "Correct Horse", "full name")]
    public void RegisterUser_WhenThePasswordIsLikeAName_IsRefused(string username, string email, string fullName, string name)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.Registration() with { Username = username, Email = email, FullName = fullName }, default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo([$"The password is too similar to the {name}."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void RegisterUser_WhenThePasswordIsBreached_IsRefused()
    {
        ports.BreachPassword();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(TestData.Registration(), default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo(["This password has appeared in a data breach."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    private RegisterUserHandler Handler() => new(
        ports.Users.Object,
        ports.NewPassword(),
        ports.Events.Object,
        ports.UnitOfWork.Object,
        ports.Mapper,
        ports.Clock,
        NullLogger<RegisterUserHandler>.Instance);
}
