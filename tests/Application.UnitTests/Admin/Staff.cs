using System.Reflection;
using CleanAuth.Application.Admin;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin;

/// <summary>The member of staff who sends the requests of a test.</summary>
internal static class Staff
{
    public static readonly Guid Id = Guid.NewGuid();

    /// <summary>The account of that member of staff, a superuser by default.</summary>
    public static User NewUser()
    {
        User user = TestData.NewUser("boss@example.com", "boss");
        typeof(User).GetProperty(nameof(User.Id), BindingFlags.Instance | BindingFlags.Public)!.SetValue(user, Id);
        user.GrantSuperuser(TestData.Earlier);
        return user;
    }

    public static CurrentStaff Superuser() => Member(isSuperuser: true);

    /// <summary>A member of staff with all permissions who is not a superuser.</summary>
    public static CurrentStaff WithPermissions() => Member(isSuperuser: false);

    private static CurrentStaff Member(bool isSuperuser)
    {
        CurrentStaff staff = new();
        staff.Set(new StaffMember(Id, "boss", isSuperuser, PermissionSet.Create(Permissions.All)));
        return staff;
    }
}
