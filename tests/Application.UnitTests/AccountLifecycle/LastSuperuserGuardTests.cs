using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Moq;

namespace CleanAuth.Application.UnitTests.AccountLifecycle;

internal sealed class LastSuperuserGuardTests
{
    private readonly Ports ports = new();

    [Test]
    public void RequireAnother_WhenTheAccountIsTheLastSuperuser_Throws()
    {
        User user = NewSuperuser();

        Assert.ThrowsAsync<LastSuperuserException>(() => ports.LastSuperuserGuard().RequireAnotherAsync(user, default));
    }

    [Test]
    public void RequireAnother_WhenThereIsAnotherSuperuser_Passes()
    {
        User user = NewSuperuser();
        ports.Users.Setup(users => users.LockAndFindOtherSuperuserAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(true);

        Assert.DoesNotThrowAsync(() => ports.LastSuperuserGuard().RequireAnotherAsync(user, default));
    }

    // Only changes of superusers may wait for the lock.
    [TestCase("active user")]
    [TestCase("inactive superuser")]
    [TestCase("superuser who is not staff")]
    public async Task RequireAnother_WhenTheAccountIsNoActiveSuperuser_TakesNoLock(string kind)
    {
        User user = kind == "active user" ? TestData.NewUser() : NewSuperuser();
        if (kind == "inactive superuser")
        {
            user.Deactivate(TestData.Earlier);
        }

        if (kind == "superuser who is not staff")
        {
            user.ChangeRights(isStaff: false, isSuperuser: true, PermissionSet.None, TestData.Earlier);
        }

        await ports.LastSuperuserGuard().RequireAnotherAsync(user, default);

        ports.Users.Verify(
            users => users.LockAndFindOtherSuperuserAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private static User NewSuperuser()
    {
        User user = TestData.NewUser();
        user.GrantSuperuser(TestData.Earlier);
        return user;
    }
}
