using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Admin;

/// <summary>Accounts of staff and superusers, which only superusers may change.</summary>
internal static class StaffAccounts
{
    public static IEnumerable<TestCaseData> All =>
    [
        new TestCaseData(Staff(user => user.GrantStaff(TestData.Earlier))).SetArgDisplayNames("staff"),
        new TestCaseData(Staff(user => user.GrantSuperuser(TestData.Earlier))).SetArgDisplayNames("superuser"),
    ];

    private static User Staff(Action<User> grant)
    {
        User user = TestData.NewUser();
        grant(user);
        return user;
    }
}
