using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.GetStaffMember;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.GetStaffMember;

internal sealed class GetStaffMemberHandlerTests
{
    private readonly Ports ports = new();
    private readonly CurrentStaff staff = new();

    [Test]
    public async Task GetStaffMember_WhenSomebodyIsOnTheStaff_SaysWhoTheyAreAndWhatTheyMay()
    {
        User user = ports.Register(TestData.NewUser());
        staff.Become(new StaffMember(user.Id, IsSuperuser: false, PermissionSet.Of([Permissions.AddUser])));

        StaffMemberDto dto = await Handler().Handle(new GetStaffMemberQuery(user.Id), default);

        Assert.That((dto.Id, dto.Username, dto.IsSuperuser), Is.EqualTo((user.Id, TestData.Username, false)));
        Assert.That(Permissions.All.Where(dto.May), Is.EqualTo([Permissions.AddUser]));
    }

    [Test]
    public async Task GetStaffMember_WhenTheyAreASuperuser_MayDoEverything()
    {
        User user = ports.Register(TestData.NewUser());
        staff.Become(new StaffMember(user.Id, IsSuperuser: true, PermissionSet.None));

        StaffMemberDto dto = await Handler().Handle(new GetStaffMemberQuery(user.Id), default);

        Assert.That(Permissions.All.Where(dto.May), Is.EqualTo(Permissions.All));
    }

    [Test]
    public void GetStaffMember_WhenTheAccountIsGoneMeanwhile_IsRefused()
    {
        Func<Task> act = () => Handler().Handle(new GetStaffMemberQuery(Guid.NewGuid()), default);

        Assert.ThrowsAsync<AccountUnavailableException>(act);
    }

    private GetStaffMemberHandler Handler() => new(ports.Users.Object, staff);
}
