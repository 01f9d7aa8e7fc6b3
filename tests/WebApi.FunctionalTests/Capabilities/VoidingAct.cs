using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.RotateSigningKeys;
using CleanAuth.Domain.Emails;
using CleanAuth.WebApi.FunctionalTests.AdminPages;

namespace CleanAuth.WebApi.FunctionalTests.Capabilities;

/// <summary>An act between the creation of a capability and its use that may void it.</summary>
/// <param name="Name">Its name in the table of <c>docs/security.md</c>.</param>
/// <param name="DoAsync">Performs the act.</param>
/// <param name="PrepareAsync">Prepares the state before the capability is created.</param>
internal sealed record VoidingAct(
    string Name,
    Func<CapabilityScene, Func<Task<bool>>, Task> DoAsync,
    Func<CapabilityScene, Task>? PrepareAsync = null)
{
    public static readonly VoidingAct Used = new("used", (_, use) => use());

    public static readonly VoidingAct PasswordChanged = Of("password changed", async scene =>
        await scene.Api.ChangePasswordAsync((await scene.LogInAsync()).Access));

    /// <summary>
    /// The user of an account with an unverified address has proven nothing, so this act voids no link to that address.
    /// </summary>
    public static readonly VoidingAct PasswordChangedAfterVerification = new(
        "password changed while the address is verified",
        PasswordChanged.DoAsync,
        async scene => await scene.Api.VerifyEmailAsync(await scene.Mailbox.TokenAsync(EmailKind.VerifyEmail)));

    public static readonly VoidingAct PasswordReset = Of("password reset", async scene =>
    {
        await scene.Api.RequestResetAsync();
        await scene.Api.ConfirmResetAsync(await scene.Mailbox.TokenAsync(EmailKind.ResetPassword));
    });

    public static readonly VoidingAct PasswordSetByStaff = Of("password set by staff", scene =>
        scene.ActAsStaffAsync("PUT", $"users/{scene.UserId}/password/", $$"""{"password":"{{TestData.NewPassword}}"}"""));

    public static readonly VoidingAct AddressChanged = Of("address changed", scene =>
        scene.ActAsStaffAsync("PATCH", $"users/{scene.UserId}/", """{"email":"lovelace@example.com"}"""));

    public static readonly VoidingAct AnotherAddressRequested = Of("another address requested", scene =>
        Capability.RequestEmailAsync(scene, "lovelace@example.com"));

    public static readonly VoidingAct AddressProven = Of("address proven for the first time", async scene =>
    {
        (string nonce, Application.EmailDelivery.EmailModel email) = await new Mailbox(scene.Host).RequestCodeAsync(scene.Api);
        await scene.Api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email));
    });

    public static readonly VoidingAct Deactivated = Of("deactivated", scene =>
        scene.Host.CommandAsync(new DeactivateUserCommand(TestData.Email)));

    public static readonly VoidingAct DeactivatedAndActivated = Of("deactivated and activated", async scene =>
    {
        await scene.Host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        await scene.Host.CommandAsync(new ActivateUserCommand(TestData.Email));
    });

    public static readonly VoidingAct ActivatedByStaff = Of("activated by staff", scene =>
        scene.ActAsStaffAsync("POST", $"users/{scene.UserId}/activate/"));

    public static readonly VoidingAct DeactivatedByStaff = Of("deactivated by staff", scene =>
        scene.ActAsStaffAsync("POST", $"users/{scene.UserId}/deactivate/"));

    public static readonly VoidingAct Deleted = Of("account deleted", scene =>
        scene.ActAsStaffAsync("DELETE", $"users/{scene.UserId}/"));

    public static readonly VoidingAct RightsGranted = Of("rights granted", scene => scene.SetRightsAsync(isStaff: true, isSuperuser: true));

    public static readonly VoidingAct RightsRemoved = new(
        "rights removed",
        (scene, _) => scene.SetRightsAsync(isStaff: false),
        scene => scene.SetRightsAsync(isStaff: true));

    public static readonly VoidingAct LoggedOut = Of(
        "logged out",
        scene => scene.Api.LogOutAsync(scene.Subject.Access, scene.Subject.Refresh));

    public static readonly VoidingAct SessionEnded = Of("session ended", async scene =>
        await scene.Api.EndSessionAsync((await scene.LogInAsync()).Access, scene.Subject.Id));

    public static readonly VoidingAct AllSessionsEnded = Of("all sessions ended", async scene =>
        await scene.Api.EndSessionsAsync((await scene.LogInAsync()).Access, "?all=true"));

    public static readonly VoidingAct SessionsEndedByStaff = Of("sessions ended by staff", scene =>
        scene.ActAsStaffAsync("DELETE", $"users/{scene.UserId}/sessions/"));

    public static readonly VoidingAct TokenReused = Of("refresh token reused", async scene =>
    {
        await scene.Api.RefreshAsync(scene.Subject.Refresh);
        scene.Host.Clock.Advance(TimeSpan.FromSeconds(31));
        await scene.Api.RefreshAsync(scene.Subject.Refresh);
    });

    public static readonly VoidingAct KeyRevoked = Of("signing key revoked", async scene =>
    {
        await scene.Host.CommandAsync(new RotateSigningKeysCommand((string)ClientTokens.HeaderOf(scene.Subject.Access)["kid"]!));
        await scene.Host.RefreshKeysAsync();
    });

    public static readonly VoidingAct LeftPages = Of("logged out", scene => scene.Pages!.SubmitAsync("/admin/users/", "/admin/logout/"));

    public static readonly VoidingAct AnotherPersonLoggedIn = Of(
        "login of another person",
        scene => scene.Pages!.OpenSessionAsync(AdminPagesAccounts.Superuser));

    public static readonly VoidingAct FiveWrongCodes = Of("five wrong codes", async scene =>
    {
        for (int guess = 0; guess < 5; guess++)
        {
            await scene.Api.ConfirmLoginCodeAsync(scene.Nonce, "wrong");
        }
    });

    public static readonly VoidingAct AccountChanged = Of("account changed", scene =>
        scene.ActAsStaffAsync("PATCH", $"users/{scene.UserId}/", """{"bio":"engines"}"""));

    public static VoidingAct After(TimeSpan lifetime, string words) => Of(words, scene =>
    {
        scene.Host.Clock.Advance(lifetime);
        return Task.CompletedTask;
    });

    public override string ToString() => Name;

    private static VoidingAct Of(string name, Func<CapabilityScene, Task> act) => new(name, (scene, _) => act(scene));
}
