using CleanAuth.WebApi.FunctionalTests.AdminPages;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>
/// The cases <c>csrf</c>: requests that another site makes the browser of staff send. The browser sends their cookies, as if SameSite
/// did not exist. It does not send the token of the forms, because no other site can read it.
/// </summary>
internal static class CsrfAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        using AttackedService service = new();
        await service.Host.AddSuperuserAsync();
        using PageClient pages = await service.Host.LogInToAdminAsync();
        Target target = await Target.AddAsync(service.Host);
        string deactivate = $"/admin/users/{target.User.Id}/deactivate/";
        await ControlAsync(service, pages);

        CaseVariables variables = await service.VariablesAsync(await service.RegisterAndLogInAsync());
        string cookies = pages.Cookies.GetCookieHeader(new Uri($"http://{service.RawConnection.Host}/admin/"));
        (string Name, string Value)[] headers =
        [
            .. attack.Headers.Select(
                header => (header.Name, header.Name == "Cookie" ? $"{cookies}; {variables.Expand(header.Value)}" : header.Value)),
        ];
        List<AttackResult> results =
        [
            await service.RawConnection.SendAsync(attack.Text("method")!, attack.Text("path")!, headers, []),
            await service.RawConnection.SendAsync("POST", deactivate, headers, []),
            await service.RawConnection.SendAsync("POST", "/admin/logout/", headers, []),
            await LogInAsync(service, headers),
        ];

        bool isActive = await service.Host.QueryAsync(
            context => context.Users.AllAsync(user => user.IsActive || user.Id != target.User.Id));
        bool isLoggedIn = (await pages.GetAsync("/admin/")).Status == 200;
        return [.. results.Select(result => result with { Violation = ViolationOf(result, isActive && isLoggedIn) })];
    }

    // The control request: the same form, sent by its own page.
    private static async Task ControlAsync(AttackedService service, PageClient pages)
    {
        Target other = await Target.AddAsync(service.Host);
        ApiResponse response = await pages.SubmitAsync("/admin/users/", $"/admin/users/{other.User.Id}/deactivate/");
        ControlRequest.RequireStatus(AttackResults.Of("deactivate", response), 302);
    }

    // Login CSRF: it would log the browser in as the attacker, with or without an existing session.
    private static Task<AttackResult> LogInAsync(AttackedService service, (string Name, string Value)[] headers)
    {
        (string, string)[] form = [.. headers.Where(header => header.Name != "Content-Type"), ("Content-Type", "application/x-www-form-urlencoded")];
        string fields = $"Email={Uri.EscapeDataString(AdminPagesAccounts.Superuser)}&Password={Uri.EscapeDataString(TestData.Password)}";
        return service.RawConnection.SendAsync("POST", "/admin/login/", form, System.Text.Encoding.ASCII.GetBytes(fields));
    }

    private static string? ViolationOf(AttackResult result, bool isUnchanged) => result.Response?.Header("Set-Cookie") switch
    {
        { } cookie => $"sets a cookie: {cookie}",
        _ when !isUnchanged => "changes something",
        _ => null,
    };
}
