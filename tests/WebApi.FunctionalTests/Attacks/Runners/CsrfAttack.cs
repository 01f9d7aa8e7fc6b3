using CleanAuth.WebApi.FunctionalTests.AdminPages;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Attacks.Runners;

/// <summary>
/// The cases <c>csrf</c>: what another site makes the browser of somebody on the staff send. Their cookies go along, as though
/// SameSite held none back; the token of the forms does not, as no other site can read it.
/// </summary>
internal static class CsrfAttack
{
    public static async Task<IReadOnlyList<AttackResult>> RunAsync(AttackCase attack)
    {
        using AttackedService field = new();
        await field.Host.AddSuperuserAsync();
        using PageClient pages = await field.Host.LogInToAdminAsync();
        Target target = await Target.AddAsync(field.Host);
        string deactivate = $"/admin/users/{target.User.Id}/deactivate/";
        await ControlAsync(field, pages);

        CaseVariables words = await field.WordsAsync(await field.RegisterAndLogInAsync());
        string cookies = pages.Cookies.GetCookieHeader(new Uri($"http://{field.RawConnection.Host}/admin/"));
        (string Name, string Value)[] headers =
        [
            .. attack.Headers.Select(header => (header.Name, header.Name == "Cookie" ? $"{cookies}; {words.Expand(header.Value)}" : header.Value)),
        ];
        List<AttackResult> shots =
        [
            await field.RawConnection.SendAsync(attack.Text("method")!, attack.Text("path")!, headers, []),
            await field.RawConnection.SendAsync("POST", deactivate, headers, []),
            await field.RawConnection.SendAsync("POST", "/admin/logout/", headers, []),
            await LogInAsync(field, headers),
        ];

        bool isActive = await field.Host.QueryAsync(context => context.Users.AllAsync(user => user.IsActive || user.Id != target.User.Id));
        bool isSignedIn = (await pages.GetAsync("/admin/")).Status == 200;
        return [.. shots.Select(shot => shot with { Broken = ViolationOf(shot, isActive && isSignedIn) })];
    }

    // The same form, sent by its own page.
    private static async Task ControlAsync(AttackedService field, PageClient pages)
    {
        Target other = await Target.AddAsync(field.Host);
        Answer answer = await pages.SubmitAsync("/admin/users/", $"/admin/users/{other.User.Id}/deactivate/");
        Control.Demand(Story.Of("deactivate", answer), 302);
    }

    // It would sign the browser in as the attacker, with or without a session of its own.
    private static Task<AttackResult> LogInAsync(AttackedService field, (string Name, string Value)[] headers)
    {
        (string, string)[] form = [.. headers.Where(header => header.Name != "Content-Type"), ("Content-Type", "application/x-www-form-urlencoded")];
        string fields = $"Email={Uri.EscapeDataString(AdminPagesAccounts.Superuser)}&Password={Uri.EscapeDataString(TestData.Password)}";
        return field.RawConnection.SendAsync("POST", "/admin/login/", form, System.Text.Encoding.ASCII.GetBytes(fields));
    }

    private static string? ViolationOf(AttackResult shot, bool isUnchanged) => shot.Answer?.Header("Set-Cookie") switch
    {
        { } cookie => $"sets a cookie: {cookie}",
        _ when !isUnchanged => "changes something",
        _ => null,
    };
}
