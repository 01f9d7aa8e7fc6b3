using CleanAuth.Domain.Accounts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>Every route of the pages, and its status for each kind of caller.</summary>
internal sealed class PageAccessTests
{
    private const string Redirects = "302";
    private const string NeedsToken = "400";

    // The status of the page that shows the input again after the session has ended.
    private const string KeepsInput = "401";

    // Accounts that are not staff cannot log in, so they count as anonymous; so do staff who were demoted.
    private static readonly PageRoute[] Routes =
    [
        //  route                                                              anonymous   staff       superuser
        new("GET admin/login",                                                 "200",      Redirects,  Redirects),
        new("POST admin/login",                                                NeedsToken, NeedsToken, NeedsToken),
        new("POST admin/logout",                                               Redirects,  Redirects,  Redirects),
        new("GET admin",                                                       Redirects,  "200",      "200"),
        new("GET admin/users",                                                 Redirects,  "200",      "200"),
        new("POST admin/users/bulk",                                           KeepsInput, "403",      Redirects),
        new("POST admin/users/export",                                         KeepsInput, "403",      "200"),
        new("GET admin/users/add",                                             Redirects,  "403",      "200"),
        new("POST admin/users/add",                                            KeepsInput, "403",      Redirects),
        new("GET admin/users/{id:guid}",                                       Redirects,  "200",      "200"),
        new("POST admin/users/{id:guid}",                                      KeepsInput, "403",      Redirects),
        new("GET admin/users/{id:guid}/rights",                                Redirects,  "200",      "200"),
        new("POST admin/users/{id:guid}/rights",                               KeepsInput, "403",      Redirects),
        new("GET admin/users/{id:guid}/password",                              Redirects,  "403",      "200"),
        new("POST admin/users/{id:guid}/password",                             Redirects,  "403",      Redirects),
        new("POST admin/users/{id:guid}/deactivate",                           KeepsInput, "403",      Redirects),
        new("POST admin/users/{id:guid}/activate",                             KeepsInput, "403",      Redirects),
        new("POST admin/users/{id:guid}/send-verification",                    KeepsInput, "403",      Redirects),
        new("POST admin/users/{id:guid}/send-password-reset",                  KeepsInput, "403",      Redirects),
        new("GET admin/users/{id:guid}/delete",                                Redirects,  "403",      "200"),
        new("POST admin/users/{id:guid}/delete",                               KeepsInput, "403",      Redirects),
        new("GET admin/users/{id:guid}/sessions",                              Redirects,  "200",      "200"),
        new("POST admin/users/{id:guid}/sessions/end",                         KeepsInput, "403",      Redirects),
        new("POST admin/users/{id:guid}/sessions/{sessionId:guid}/end",        KeepsInput, "403",      Redirects),
        new("GET admin/users/{id:guid}/tokens",                                Redirects,  "200",      "200"),
        new("POST admin/users/{id:guid}/tokens/{tokenId:guid}/blacklist",      KeepsInput, "403",      Redirects),
        new("GET admin/trace",                                                 Redirects,  "200",      "200"),
        new("GET admin/events",                                                Redirects,  "200",      "200"),
        new("GET admin/groups",                                                Redirects,  "200",      "200"),
        new("GET admin/groups/add",                                            Redirects,  "403",      "200"),
        new("POST admin/groups/add",                                           KeepsInput, "403",      Redirects),
        new("GET admin/groups/{id:guid}",                                      Redirects,  "200",      "200"),
        new("POST admin/groups/{id:guid}",                                     KeepsInput, "403",      Redirects),
        new("GET admin/groups/{id:guid}/delete",                               Redirects,  "403",      "200"),
        new("POST admin/groups/{id:guid}/delete",                              KeepsInput, "403",      Redirects),
    ];

    [Test]
    public void Table_WhenComparedWithTheRoutes_IsComplete()
    {
        using CleanAuthHost host = new();
        host.Connect().Dispose();

        IEnumerable<string> served =
            from source in host.Services.GetServices<EndpointDataSource>()
            from endpoint in source.Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
            let path = endpoint.RoutePattern.RawText!
            where path == "admin" || path.StartsWith("admin/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} {path}";

        Assert.That(Routes.Select(route => route.Name), Is.EquivalentTo(served.Distinct()));
    }

    [TestCaseSource(nameof(Routes))]
    public async Task Route_WhenCalledByEachKindOfCaller_ReturnsTheStatusOfTheTable(PageRoute route)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await host.AddStaffAsync();

        string anonymous = await ResponseAsync(host, route, caller: null);
        string staff = await ResponseAsync(host, route, AdminPagesAccounts.Staff);
        string superuser = await ResponseAsync(host, route, AdminPagesAccounts.Superuser);

        Assert.That((anonymous, staff, superuser), Is.EqualTo((route.Anonymous, route.Staff, route.Superuser)));
        Assert.That(
            host.Logs.Lines.Count(line => line.Contains($" was refused {route.Name}. ", StringComparison.Ordinal)),
            Is.EqualTo(staff == "403" ? 1 : 0));
    }

    [Test]
    public async Task LogIn_WhenTheAccountIsNotStaff_IsRefusedLikeAWrongPassword()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        using PageClient pages = new(host);

        ApiResponse response = await pages.OpenSessionAsync(AdminPagesAccounts.Ordinary);

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(response.Body, Does.Contain("A user with this email and password was not found."));
        Assert.That((await pages.GetAsync("/admin/")).Status, Is.EqualTo(302));
    }

    [Test]
    public async Task Staff_WhenDemoted_AreLoggedOutAtTheNextRequest()
    {
        using CleanAuthHost host = new();
        await host.AddStaffAsync();
        using PageClient pages = await host.LogInToAdminAsync(AdminPagesAccounts.Staff);
        await host.QueryAsync(async context =>
        {
            User user = await context.Users.SingleAsync();
            user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.None, host.Clock.GetUtcNow());
            return await context.SaveChangesAsync();
        });

        Assert.That((await pages.GetAsync("/admin/users/")).Status, Is.EqualTo(302));
    }

    // Each caller has a new account and group to act on, as some routes delete them.
    private static async Task<string> ResponseAsync(CleanAuthHost host, PageRoute route, string? caller)
    {
        Target target = await Target.AddAsync(host);
        using PageClient pages = caller is null ? new PageClient(host) : await host.LogInToAdminAsync(caller);
        string path = $"/{target.Fill(route.Path)}/";
        ApiResponse response = route.IsPost
            ? await pages.SubmitAsync(caller is null ? "/admin/login/" : "/admin/users/", path, target.FieldsOf(route.Path))
            : await pages.GetAsync(path);
        return $"{response.Status}";
    }
}
