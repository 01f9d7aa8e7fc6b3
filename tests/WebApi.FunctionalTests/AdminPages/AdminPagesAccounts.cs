using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Operations.GrantStaff;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>Adds a superuser and staff, and logs them in to the pages.</summary>
internal static class AdminPagesAccounts
{
    public const string Superuser = "root@example.com";
    public const string Staff = "sam@example.com";
    public const string Ordinary = TestData.Email;

    public static async Task AddSuperuserAsync(this CleanAuthHost host) =>
        await host.CommandAsync(new CreateSuperuserCommand(Superuser, "root", TestData.Password));

    public static async Task AddStaffAsync(this CleanAuthHost host)
    {
        using Api api = new(host.Connect());
        await api.RegisterAsync(Staff, "sam");
        await host.CommandAsync(new GrantStaffCommand(Staff, AllowUnprovenOwner: true));
    }

    /// <summary>Logs in to the pages.</summary>
    public static async Task<PageClient> LogInToAdminAsync(this CleanAuthHost host, string email = Superuser)
    {
        PageClient pages = new(host);
        ApiResponse response = await pages.OpenSessionAsync(email);
        return response.Status == 302 ? pages : throw new InvalidOperationException($"The login returned {response}.");
    }
}
