using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.Users.AddUser;
using CleanAuth.Application.Admin.Users.ChangeRights;
using CleanAuth.Application.Admin.Users.GetUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin;

internal sealed class StaffBehaviorTests
{
    private readonly Ports ports = new();
    private int handled;

    [Test]
    public async Task StaffBehavior_WhenNoPermissionIsRequired_AdmitsAllStaffAndSetsTheCaller()
    {
        User user = Register(isStaff: true, isSuperuser: false);

        await SendAsync(new GetUserQuery(user.Id, Guid.NewGuid()));

        Assert.That((handled, ports.Staff.Id, ports.Staff.Member.Username), Is.EqualTo((1, (Guid?)user.Id, user.Username)));
    }

    [TestCase(true, false, Permissions.AddUser, ExpectedResult = true)]
    [TestCase(true, true, "", ExpectedResult = true)]
    [TestCase(true, false, Permissions.ChangeUser, ExpectedResult = false)]
    [TestCase(false, false, Permissions.AddUser, ExpectedResult = false)]
    [TestCase(false, true, Permissions.AddUser, ExpectedResult = false)]
    public async Task<bool> StaffBehavior_WhenAPermissionIsRequired_RefusesStaffWithoutIt(bool isStaff, bool isSuperuser, string permission)
    {
        User user = Register(isStaff, isSuperuser, permission);

        return await IsAdmittedAsync(new AddUserCommand(user.Id, default, default, default, default, default, default));
    }

    [TestCase(true, true, ExpectedResult = true)]
    [TestCase(true, false, ExpectedResult = false)]
    public async Task<bool> StaffBehavior_WhenASuperuserIsRequired_RefusesOtherStaff(bool isStaff, bool isSuperuser)
    {
        User user = Register(isStaff, isSuperuser, [.. Permissions.All]);

        return await IsAdmittedAsync(new ChangeRightsCommand(user.Id, Guid.NewGuid(), null, null, null, null, null));
    }

    [Test]
    public void StaffBehavior_WhenTheCallerIsDeactivated_RefusesTheRequest()
    {
        User user = Register(isStaff: true, isSuperuser: true);
        user.Deactivate(TestData.Now);

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => SendAsync(new GetUserQuery(user.Id, Guid.NewGuid())));

        Assert.That((refusal!.Code, handled), Is.EqualTo(("user_inactive", 0)));
    }

    [Test]
    public void StaffBehavior_WhenTheCallerIsDeleted_RefusesTheRequest()
    {
        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => SendAsync(new GetUserQuery(Guid.NewGuid(), Guid.NewGuid())));

        Assert.That((refusal!.Code, handled), Is.EqualTo(("user_not_found", 0)));
    }

    private User Register(bool isStaff, bool isSuperuser, params string[] permissions)
    {
        User user = ports.Register(TestData.NewUser());
        user.ChangeRights(isStaff, isSuperuser, PermissionSet.Create(permissions.Where(name => name.Length > 0)), TestData.Earlier);
        return user;
    }

    private async Task<bool> IsAdmittedAsync<TRequest>(TRequest request)
    {
        try
        {
            await SendAsync(request);
            return true;
        }
        catch (PermissionDeniedException)
        {
            return false;
        }
    }

    private Task<bool> SendAsync<TRequest>(TRequest request) =>
        new StaffBehavior<TRequest, bool>(ports.StaffAuthorization()).Handle(
            request,
            default,
            () =>
            {
                handled++;
                return Task.FromResult(true);
            });
}
