using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Operations.CreateSuperuser;

internal sealed class CreateSuperuserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task CreateSuperuser_WhenCalled_SavesASuperuser()
    {
        Guid id = await Handler().Handle(TestData.NewCreateSuperuserCommand(), default);

        User saved = ports.Saved.Users.Single();
        Assert.Multiple(() =>
        {
            Assert.That(saved.Id, Is.EqualTo(id));
            Assert.That(saved.Email, Is.EqualTo(TestData.Email));
            Assert.That(saved.Username, Is.EqualTo(TestData.Username));
            Assert.That(saved.PasswordHash, Is.EqualTo(TestData.NewHash));
            Assert.That(saved.IsStaff, Is.True);
            Assert.That(saved.IsSuperuser, Is.True);
            Assert.That(saved.CreatedAt, Is.EqualTo(TestData.Now));
        });
    }

    [Test]
    public async Task CreateSuperuser_WhenCalled_AddsASecurityEvent()
    {
        Guid id = await Handler().Handle(TestData.NewCreateSuperuserCommand(), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Registered, id)]));
    }

    [Test]
    public void CreateSuperuser_WhenAnotherRequestTakesTheUsername_IsRefused()
    {
        ports.FailSaving(AccountErrors.UsernameTaken());

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.NewCreateSuperuserCommand(), default));

        Assert.That(refusal!.Errors["username"], Is.EqualTo(["user with this username already exists."]));
    }

    [Test]
    public void CreateSuperuser_WhenHashingIsBusy_SavesNothing()
    {
        ports.FailHashing();

        Assert.ThrowsAsync<ServiceBusyException>(() => Handler().Handle(TestData.NewCreateSuperuserCommand(), default));

        Assert.That((ports.Saves, ports.LaterEvents.Count), Is.EqualTo((0, 0)));
    }

    [TestCase("correct", "a@b.example", "username")]
    [TestCase("ada", "correct.horse@b.example", "email")]
    public void CreateSuperuser_WhenThePasswordIsSimilarToAName_IsRefused(string username, string email, string name)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.NewCreateSuperuserCommand() with { Username = username, Email = email }, default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo([$"The password is too similar to the {name}."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void CreateSuperuser_WhenThePasswordIsBreached_IsRefused()
    {
        ports.MakePasswordBreached();

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.NewCreateSuperuserCommand(), default));

        Assert.That(refusal!.Errors["password"], Is.EqualTo(["This password has appeared in a data breach."]));
        Assert.That(ports.Saves, Is.Zero);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    private CreateSuperuserHandler Handler() => new(
        ports.Users.Object,
        ports.NewPasswordHasher(),
        ports.Events.Object,
        ports.UnitOfWork.Object,
        ports.Clock,
        NullLogger<CreateSuperuserHandler>.Instance);
}
