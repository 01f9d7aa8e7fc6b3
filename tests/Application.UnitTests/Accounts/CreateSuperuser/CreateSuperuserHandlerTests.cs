using CleanAuth.Application.Accounts;
using CleanAuth.Application.Accounts.CreateSuperuser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Accounts.CreateSuperuser;

internal sealed class CreateSuperuserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task CreateSuperuser_WhenCalled_SavesAnAccountThatMayDoEverything()
    {
        Guid id = await Handler().Handle(TestData.SuperuserCreation(), default);

        User saved = ports.SavedUsers.Single();
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
    public void CreateSuperuser_WhenAnotherRequestTookTheUsername_IsRefused()
    {
        ports.RefuseToSave(AccountErrors.UsernameTaken());

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(TestData.SuperuserCreation(), default));

        Assert.That(refusal!.Errors["username"], Is.EqualTo(["user with this username already exists."]));
    }

    [Test]
    public void CreateSuperuser_WhenHashingIsBusy_SavesNothing()
    {
        ports.PasswordHasher.Setup(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusyException(TimeSpan.FromSeconds(1)));

        Assert.ThrowsAsync<ServiceBusyException>(() => Handler().Handle(TestData.SuperuserCreation(), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private CreateSuperuserHandler Handler() => new(
        ports.Users.Object,
        ports.PasswordHasher.Object,
        ports.UnitOfWork.Object,
        ports.Clock,
        NullLogger<CreateSuperuserHandler>.Instance);
}
