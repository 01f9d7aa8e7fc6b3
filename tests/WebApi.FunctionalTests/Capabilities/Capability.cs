using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Domain.Emails;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.AdminPages;

namespace CleanAuth.WebApi.FunctionalTests.Capabilities;

/// <summary>Something that is created at one time and used later, such as a link or a token.</summary>
/// <param name="Name">Its name in the table of <c>docs/security.md</c>.</param>
/// <param name="MakeAsync">Creates it, and returns a use of it that returns whether it still works.</param>
internal sealed record Capability(string Name, Func<CapabilityScene, Task<Func<Task<bool>>>> MakeAsync)
{
    private const string OtherEmail = "countess@example.com";

    public static readonly Capability VerificationLink = new("link to verify the address", async scene =>
    {
        string token = await scene.Mailbox.TokenAsync(EmailKind.VerifyEmail);
        return () => SucceedsAsync(scene.Api.VerifyEmailAsync(token));
    });

    public static readonly Capability ResetLink = new("link to choose a password", async scene =>
    {
        await scene.Api.RequestResetAsync();
        string token = await scene.Mailbox.TokenAsync(EmailKind.ResetPassword);
        return () => SucceedsAsync(scene.Api.ConfirmResetAsync(token, "gravel comet harbor sleeve"));
    });

    public static readonly Capability ConfirmationLink = new("link to confirm a new address", async scene =>
    {
        await RequestEmailAsync(scene, OtherEmail);
        string token = await scene.Mailbox.TokenAsync(EmailKind.ConfirmEmailChange, OtherEmail);
        return () => SucceedsAsync(scene.Api.ConfirmEmailChangeAsync(token));
    });

    public static readonly Capability UndoLink = new("link to undo a change of the address", async scene =>
    {
        await scene.Host.VerifyEmailInDatabaseAsync(scene.UserId);
        await RequestEmailAsync(scene, OtherEmail);
        await scene.Api.ConfirmEmailChangeAsync(await scene.Mailbox.TokenAsync(EmailKind.ConfirmEmailChange, OtherEmail));
        string token = await scene.Mailbox.TokenAsync(EmailKind.EmailChanged);
        return () => SucceedsAsync(scene.Api.UndoEmailChangeAsync(token));
    });

    public static readonly Capability LoginLink = new("link to log in", async scene =>
    {
        (string nonce, Application.EmailDelivery.EmailModel email) = await new Mailbox(scene.Host).RequestCodeAsync(scene.Api);
        return () => SucceedsAsync(scene.Api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email)));
    });

    public static readonly Capability LoginCode = new("login code", async scene =>
    {
        (string nonce, Application.EmailDelivery.EmailModel email) = await new Mailbox(scene.Host).RequestCodeAsync(scene.Api);
        scene.Nonce = nonce;
        return () => SucceedsAsync(scene.Api.ConfirmLoginCodeAsync(nonce, email.Code!));
    });

    public static readonly Capability ReportLink = new("link to report a session", async scene =>
    {
        using Api elsewhere = scene.Host.ConnectFrom("198.51.100.7");
        await elsewhere.OpenSessionAsync();
        string token = await scene.Mailbox.TokenAsync(EmailKind.NewDevice);
        return () => SucceedsAsync(scene.Api.ReportSessionAsync(token));
    });

    public static readonly Capability RestoreLink = new("link to restore the account", async scene =>
    {
        await scene.Host.VerifyEmailInDatabaseAsync(scene.UserId);
        await scene.Api.DeleteAccountAsync((await scene.LogInAsync()).Access, TestData.Password);
        string token = await scene.Mailbox.TokenAsync(EmailKind.AccountDeleted);
        return () => SucceedsAsync(scene.Api.RestoreAccountAsync(token));
    });

    // The email is rendered when it is sent, so its link would be created then.
    public static readonly Capability WaitingEmail = new("waiting email with a link", async scene =>
    {
        await scene.Mailbox.ReadAsync();
        await scene.ActAsStaffAsync("POST", $"users/{scene.UserId}/send-password-reset/");
        Guid id = (await new Mailbox(scene.Host).ReadOutboxAsync(EmailKind.ResetPassword)).Single().Id;
        return async () => await scene.Host.CommandAsync(new PrepareEmailCommand(id)) is not null;
    });

    public static readonly Capability AccessToken = new("access token", async scene =>
    {
        scene.Subject = await scene.LogInAsync();
        return () => SucceedsAsync(scene.Api.GetProfileAsync(scene.Subject.Access));
    });

    public static readonly Capability RefreshToken = new("session with its refresh token", async scene =>
    {
        scene.Subject = await scene.LogInAsync();
        return () => SucceedsAsync(scene.Api.RefreshAsync(scene.Subject.Refresh));
    });

    public static readonly Capability AdminCookie = new("cookie of the pages", async scene =>
    {
        scene.Pages = await LogInToAdminAsync(scene, isSuperuser: false);
        return () => ShowsPageAsync(scene.Pages.GetAsync("/admin/users/"));
    });

    public static readonly Capability Form = new("form of a page", async scene =>
    {
        scene.Pages = await LogInToAdminAsync(scene, isSuperuser: true);
        string token = PageClient.TokenIn(await scene.Pages.GetAsync("/admin/users/"));
        return () => ShowsPageAsync(scene.Pages.PostAsync(
            "/admin/users/bulk/", (PageClient.Token, token), ("Act", "activate"), ("Ids", $"{scene.UserId}")));
    });

    public static readonly Capability RecentLogin = new("recent login", async scene =>
    {
        scene.Subject = await scene.Api.OpenSessionAsync(AdminPagesAccounts.Superuser);
        return async () =>
        {
            ClientTokens current = ClientTokens.From((await scene.Api.RefreshAsync(scene.Subject.Refresh)).Json);
            return await SucceedsAsync(scene.Api.SendIfMatchAsync("DELETE", $"/api/admin/users/{scene.UserId}/", current));
        };
    });

    public static readonly Capability Version = new("version of an account", async scene =>
    {
        string version = (await scene.ActAsStaffAsync("GET", $"users/{scene.UserId}/")).Header("ETag")!;
        return async () => await SucceedsAsync(scene.Api.SendIfMatchAsync(
            "PATCH",
            $"/api/admin/users/{scene.UserId}/",
            await scene.Api.OpenSessionAsync(AdminPagesAccounts.Superuser),
            """{"full_name":"Ada"}""",
            version));
    });

    public static readonly Capability Cursor = new("cursor of a list", async scene =>
    {
        await scene.Host.CommandAsync(new GrantStaffCommand(TestData.Email, AllowUnprovenOwner: true));
        scene.Subject = await scene.LogInAsync();
        ApiResponse page = await scene.Api.SendAsync(HttpMethod.Get, "/api/admin/users/?page_size=1", access: scene.Subject.Access);
        string next = $"/api/admin/users/?page_size=1&cursor={page.Json["next"]}";
        return () => SucceedsAsync(scene.Api.SendAsync(HttpMethod.Get, next, access: scene.Subject.Access));
    });

    public override string ToString() => Name;

    /// <summary>Requests another address as the owner.</summary>
    public static async Task RequestEmailAsync(CapabilityScene scene, string email) => await scene.Api.UpdateProfileAsync(
        (await scene.LogInAsync()).Access, $$"""{"email":"{{email}}","current_password":"{{TestData.Password}}"}""");

    private static async Task<PageClient> LogInToAdminAsync(CapabilityScene scene, bool isSuperuser)
    {
        await scene.SetRightsAsync(isStaff: true, isSuperuser);
        return await scene.Host.LogInToAdminAsync(TestData.Email);
    }

    private static async Task<bool> SucceedsAsync(Task<ApiResponse> response) => (await response).Status is >= 200 and < 300;

    // Without a session a page redirects to the login.
    private static async Task<bool> ShowsPageAsync(Task<ApiResponse> response) =>
        await response is { Status: 200 or 302 } page
        && page.Header("Location")?.StartsWith("/admin/login/", StringComparison.Ordinal) != true;
}
