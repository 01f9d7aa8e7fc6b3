using CleanAuth.Application.AccountLifecycle.EraseUser;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.AccountLifecycle.EraseUser;

internal sealed class EraseUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task EraseUser_WhenErasureIsDue_DeletesTheAccountAndKeepsItsNotices()
    {
        User user = ports.Register(TestData.NewUser());
        user.ExpireUnlessVerified(TestData.Now);

        bool isErased = await EraseAsync(user.Id);

        Assert.Multiple(() =>
        {
            Assert.That(isErased, Is.True);
            Assert.That(ports.Accounts.Deleted, Is.EqualTo([user.Id]));
            Assert.That(ports.Accounts.KeptEmails, Is.EquivalentTo([EmailKind.AccountDeleted, EmailKind.EmailChanged]));
            Assert.That(ports.Saved.Emails, Is.Empty);
        });
    }

    [Test]
    public async Task EraseUser_WhenErasureIsNoLongerDue_KeepsTheAccount()
    {
        User user = ports.Register(TestData.NewUser());

        bool isErased = await EraseAsync(user.Id);

        AssertKept(isErased);
    }

    [Test]
    public async Task EraseUser_WhenTheAccountDoesNotExist_ReturnsFalse()
    {
        bool isErased = await EraseAsync(Guid.NewGuid());

        AssertKept(isErased);
    }

    [Test]
    public async Task EraseUser_WhenItIsTheLastSuperuser_KeepsIt()
    {
        User user = ports.Register(TestData.NewUser());
        user.GrantSuperuser(TestData.Earlier);
        user.ExpireUnlessVerified(TestData.Now);

        bool isErased = await EraseAsync(user.Id);

        AssertKept(isErased);
    }

    private Task<bool> EraseAsync(Guid userId) =>
        new EraseUserHandler(ports.AccountDeletion()).Handle(new EraseUserCommand(userId, TestData.Now), default);

    private void AssertKept(bool isErased)
    {
        Assert.That(isErased, Is.False);
        Assert.That(ports.Accounts.Deleted, Is.Empty);
    }
}
