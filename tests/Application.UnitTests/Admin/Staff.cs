using CleanAuth.Application.Admin;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin;

/// <summary>Who the request of a test is done for.</summary>
internal static class Staff
{
    public static readonly Guid Id = Guid.NewGuid();

    public static CurrentStaff Superuser() => Member(isSuperuser: true);

    /// <summary>Somebody who may do everything that needs a permission, but is no superuser.</summary>
    public static CurrentStaff WithPermissions() => Member(isSuperuser: false);

    private static CurrentStaff Member(bool isSuperuser)
    {
        CurrentStaff staff = new();
        staff.Become(new StaffMember(Id, "boss", isSuperuser, PermissionSet.Of(Permissions.All)));
        return staff;
    }
}
