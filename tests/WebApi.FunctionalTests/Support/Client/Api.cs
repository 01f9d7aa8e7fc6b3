using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Support.Client;

/// <summary>A client with one method per endpoint. It returns responses unchanged, including errors.</summary>
internal sealed class Api(HttpClient client) : IDisposable
{
    private const int LargeContent = 64 * 1024;

    public Task<ApiResponse> RegisterAsync(
        string email = TestData.Email,
        string username = TestData.Username,
        string password = TestData.Password) =>
        PostAsync("/api/register/", new { user = new { email, username, password } });

    public Task<ApiResponse> LogInAsync(string email = TestData.Email, string password = TestData.Password) =>
        PostAsync("/api/login/", new { user = new { email, password } });

    public Task<ApiResponse> ObtainTokensAsync(string email = TestData.Email, string password = TestData.Password) =>
        PostAsync("/api/token/", new { email, password });

    public Task<ApiResponse> RefreshAsync(string refresh = "") => PostAsync("/api/token/refresh/", new { refresh });

    public Task<ApiResponse> VerifyAsync(string token = "") => PostAsync("/api/token/verify/", new { token });

    public Task<ApiResponse> BlacklistAsync(string refresh = "") => PostAsync("/api/token/blacklist/", new { refresh });

    public Task<ApiResponse> LogOutAsync(string access = "", string refresh = "") =>
        PostAsync("/api/logout/", new { refresh }, access);

    public Task<ApiResponse> GetProfileAsync(string access = "") => SendAsync(HttpMethod.Get, "/api/user/", access: access);

    /// <summary>Sends the members as the value of <c>user</c>.</summary>
    public Task<ApiResponse> UpdateProfileAsync(string access = "", string members = "{}", string method = "PATCH") =>
        SendAsync(HttpMethod.Parse(method), "/api/user/", $$"""{"user":{{members}}}""", access);

    /// <summary>Sends the current password if it is given, and otherwise no body.</summary>
    public Task<ApiResponse> DeleteAccountAsync(string access = "", string? current = null) => SendAsync(
        HttpMethod.Delete,
        "/api/user/",
        current is null ? null : JsonSerializer.Serialize(new { current_password = current }),
        access);

    /// <summary>Has the same effect as <see cref="DeleteAccountAsync"/>.</summary>
    public Task<ApiResponse> DeleteAccountByPostAsync(string access = "", string? current = null) => SendAsync(
        HttpMethod.Post,
        "/api/user/delete/",
        current is null ? null : JsonSerializer.Serialize(new { current_password = current }),
        access);

    public Task<ApiResponse> RestoreAccountAsync(string token) => PostAsync("/api/user/restore/", new { token });

    public Task<ApiResponse> ExportAccountAsync(string access = "") => SendAsync(HttpMethod.Get, "/api/user/export/", access: access);

    public Task<ApiResponse> ReportSessionAsync(string token) => PostAsync("/api/sessions/report/", new { token });

    public Task<ApiResponse> RequestLoginCodeAsync(string email = TestData.Email) => PostAsync("/api/login/code/", new { email });

    public Task<ApiResponse> ConfirmLoginCodeAsync(string nonce, string code) => PostAsync("/api/login/code/confirm/", new { nonce, code });

    public Task<ApiResponse> ConfirmLoginLinkAsync(string nonce, string token) =>
        PostAsync("/api/login/code/confirm/", new { nonce, token });

    public Task<ApiResponse> ChangePasswordAsync(
        string access = "", string current = TestData.Password, string replacement = TestData.NewPassword) =>
        PostAsync("/api/password/change/", new { current_password = current, new_password = replacement }, access);

    public Task<ApiResponse> RequestResetAsync(string email = TestData.Email) => PostAsync("/api/password/reset/", new { email });

    public Task<ApiResponse> ConfirmResetAsync(string token, string password = TestData.NewPassword) =>
        PostAsync("/api/password/reset/confirm/", new { token, new_password = password });

    /// <summary>Proves the account by its password, or by an access token if there is no password.</summary>
    public Task<ApiResponse> VerifyEmailAsync(string token, string? password = TestData.Password, string access = "") =>
        BindEmailAsync("/api/email/verify/", token, password, access);

    public Task<ApiResponse> ResendVerificationAsync(string email = TestData.Email) =>
        PostAsync("/api/email/verify/resend/", new { email });

    /// <inheritdoc cref="VerifyEmailAsync"/>
    public Task<ApiResponse> ConfirmEmailChangeAsync(string token, string? password = TestData.Password, string access = "") =>
        BindEmailAsync("/api/email/change/confirm/", token, password, access);

    public Task<ApiResponse> UndoEmailChangeAsync(string token) => PostAsync("/api/email/change/undo/", new { token });

    public Task<ApiResponse> ListSessionsAsync(string access) => SendAsync(HttpMethod.Get, "/api/sessions/", access: access);

    public Task<ApiResponse> EndSessionAsync(string access, string id) =>
        SendAsync(HttpMethod.Delete, $"/api/sessions/{id}/", access: access);

    /// <summary>Ends the other sessions, or those that the query selects.</summary>
    public Task<ApiResponse> EndSessionsAsync(string access, string query = "") =>
        SendAsync(HttpMethod.Delete, $"/api/sessions/{query}", access: access);

    public Task<ApiResponse> ListSecurityEventsAsync(string access, string query = "") =>
        SendAsync(HttpMethod.Get, $"/api/security-events/{query}", access: access);

    /// <summary>Registers an account and opens a session.</summary>
    public async Task<ClientTokens> RegisterAndLogInAsync(
        string email = TestData.Email,
        string username = TestData.Username,
        string password = TestData.Password)
    {
        ApiResponse registered = await RegisterAsync(email, username, password);
        return registered.Status == 201
            ? await OpenSessionAsync(email, password)
            : throw new InvalidOperationException($"The registration returned {registered}.");
    }

    /// <summary>Opens another session of an existing account.</summary>
    public async Task<ClientTokens> OpenSessionAsync(string email = TestData.Email, string password = TestData.Password) =>
        ClientTokens.From((await ObtainTokensAsync(email, password)).Json);

    /// <summary>Refreshes the session with a valid refresh token.</summary>
    public async Task<ClientTokens> RefreshSessionAsync(ClientTokens session) =>
        ClientTokens.From((await RefreshAsync(session.Refresh)).Json);

    /// <summary>Sends JSON text or no body.</summary>
    public Task<ApiResponse> SendAsync(HttpMethod method, string path, string? json = null, string access = "")
    {
        HttpContent? content = json is null ? null : new StringContent(json, Encoding.UTF8, MediaTypeNames.Application.Json);
        return SendAsync(method, path, content, access);
    }

    /// <summary>Sends any body, with optional headers.</summary>
    public async Task<ApiResponse> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        string access = "",
        params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };

        // RFC 9110 section 10.1.1: a client waits for 100 Continue before a large body; otherwise it may lose the error
        // response.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > LargeContent;
        if (access.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await ApiResponse.ReadAsync(await client.SendAsync(request));
    }

    public void Dispose() => client.Dispose();

    private Task<ApiResponse> BindEmailAsync(string path, string token, string? password, string access) =>
        password is null ? PostAsync(path, new { token }, access) : PostAsync(path, new { token, password }, access);

    private Task<ApiResponse> PostAsync(string path, object body, string access = "") =>
        SendAsync(HttpMethod.Post, path, JsonSerializer.Serialize(body), access);
}
