using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Domain.Emails;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.AdminPages;
using MediatR;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

/// <summary>A way to choose a password; it returns the response to the given password.</summary>
internal sealed record PasswordChoice(string Name, Func<PasswordChoice.Scene, string, Task<string>> ChooseAsync)
{
    public static readonly PasswordChoice[] All =
    [
        new("registration", async (scene, password) =>
            $"{await scene.Api.RegisterAsync("eve@example.com", "eve", password)}"),
        new("change of the profile", async (scene, password) =>
            $"{await scene.Api.UpdateProfileAsync(scene.Owner.Access, $$"""{"password":"{{password}}"}""")}"),
        new("change of the password", async (scene, password) =>
            $"{await scene.Api.ChangePasswordAsync(scene.Owner.Access, replacement: password)}"),
        new("reset", async (scene, password) => $"{await scene.Api.ConfirmResetAsync(await scene.ResetTokenAsync(), password)}"),
        new("account added by staff", (scene, password) =>
            scene.SendAsStaffAsync("POST", "", $$"""{"email":"eve@example.com","username":"eve","password":"{{password}}"}""")),
        new("password set by staff", (scene, password) =>
            scene.SendAsStaffAsync("PUT", $"{scene.Owner.UserIdOf()}/password/", $$"""{"password":"{{password}}"}""")),
        new("page to add an account", (scene, password) => scene.SubmitAsync(
            "/admin/users/add/", ("Email", "eve@example.com"), ("Username", "eve"), ("Password", password))),
        new("page to set a password", (scene, password) => scene.SubmitAsync(
            $"/admin/users/{scene.Owner.UserIdOf()}/password/", ("Password", password))),
        new("command change-password", (scene, password) => scene.RunAsync(new SetUserPasswordCommand(TestData.Email, password))),
        new("command create-superuser", (scene, password) =>
            scene.RunAsync(new CreateSuperuserCommand("eve@example.com", "eve", password))),
    ];

    public override string ToString() => Name;

    /// <summary>An account with a session, and a session of staff.</summary>
    internal sealed record Scene(CleanAuthHost Host, Api Api, ClientTokens Owner, ClientTokens Staff)
    {
        public static async Task<Scene> SetAsync(CleanAuthHost host, Api api) =>
            new(host, api, await api.RegisterAndLogInAsync(), await api.RegisterSuperuserAsync(host));

        public async Task<string> ResetTokenAsync()
        {
            await Api.RequestResetAsync();
            return await new Mailbox(Host).TokenAsync(EmailKind.ResetPassword);
        }

        public async Task<string> SendAsStaffAsync(string method, string path, string json) =>
            $"{await Api.SendAsync(HttpMethod.Parse(method), $"/api/admin/users/{path}", json, Staff.Access)}";

        public async Task<string> SubmitAsync(string path, params (string Name, string Value)[] fields)
        {
            using PageClient pages = await Host.LogInToAdminAsync(); // the superuser of the scene
            return $"{await pages.SubmitAsync(path, path, fields)}";
        }

        public async Task<string> RunAsync<T>(IRequest<T> command)
        {
            try
            {
                return $"{await Host.CommandAsync(command)}";
            }
            catch (InvalidInputException refusal)
            {
                return $"400 {string.Join(' ', refusal.Errors.SelectMany(error => error.Value))}";
            }
        }
    }
}
