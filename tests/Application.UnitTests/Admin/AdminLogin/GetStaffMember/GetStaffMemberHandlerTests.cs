using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.AdminLogin.GetStaffMember;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.AdminLogin.GetStaffMember;

internal sealed class GetStaffMemberHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task GetStaffMember_WhenTheAccountIsStaff_ReturnsItsNameAndPermissions()
    {
        Guid id = Guid.NewGuid();
        ports.Staff.Set(new StaffMember(id, TestData.Username, IsSuperuser: false, PermissionSet.Create([Permissions.AddUser])));

        StaffMemberDto dto = await Handler().Handle(new GetStaffMemberQuery(id, Guid.NewGuid()), default);

        Assert.That((dto.Id, dto.Username, dto.IsSuperuser), Is.EqualTo((id, TestData.Username, false)));
        Assert.That(Permissions.All.Where(dto.HasPermission), Is.EqualTo([Permissions.AddUser]));
    }

    [Test]
    public async Task GetStaffMember_WhenTheAccountIsASuperuser_ReturnsAllPermissions()
    {
        Guid id = Guid.NewGuid();
        ports.Staff.Set(new StaffMember(id, TestData.Username, IsSuperuser: true, PermissionSet.None));

        StaffMemberDto dto = await Handler().Handle(new GetStaffMemberQuery(id, Guid.NewGuid()), default);

        Assert.That(Permissions.All.Where(dto.HasPermission), Is.EqualTo(Permissions.All));
    }

    private GetStaffMemberHandler Handler() => new(ports.Staff, ports.StaffReauthentication());
}
