using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace CleanAuth.TestSupport;

/// <summary>A client of a service in another process, whose address may change at a restart. A lost response has no status.</summary>
public sealed class ApiClient(Func<Uri> address) : IDisposable
{
    private readonly HttpClient http = new();

    public Task<Response> RegisterAsync(TestAccount account) => SendAsync(HttpMethod.Post, "/api/register/", new
    {
        user = new { email = account.Email, username = account.Username, password = account.Password },
    });

    /// <summary>Registers a new account, which must succeed.</summary>
    public async Task<TestAccount> RegisterAsync()
    {
        TestAccount account = TestAccount.Create();
        Response response = await RegisterAsync(account);
        return response.Status == 201 ? account : throw new InvalidOperationException($"The registration failed: {response}");
    }

    public Task<Response> LogInAsync(TestAccount account, string? password = null) =>
        SendAsync(HttpMethod.Post, "/api/token/", new { email = account.Email, password = password ?? account.Password });

    /// <summary>Logs in, which must succeed.</summary>
    public async Task<TokenPair> OpenSessionAsync(TestAccount account)
    {
        Response response = await LogInAsync(account);
        return response.Status == 200
            ? TokenPair.Read(response.Body)
            : throw new InvalidOperationException($"The login failed: {response}");
    }

    /// <summary>Registers a new account and logs in, which must succeed.</summary>
    public async Task<(TestAccount Account, TokenPair Tokens)> RegisterAndLogInAsync()
    {
        TestAccount account = await RegisterAsync();
        return (account, await OpenSessionAsync(account));
    }

    public Task<Response> RefreshAsync(string refresh) => SendAsync(HttpMethod.Post, "/api/token/refresh/", new { refresh });

    public Task<Response> ReadUserAsync(string access) => SendAsync(HttpMethod.Get, "/api/user/", access: access);

    public Task<Response> UpdateBioAsync(TokenPair tokens, string bio) =>
        SendAsync(HttpMethod.Patch, "/api/user/", new { user = new { bio } }, tokens.Access);

    public Task<Response> ChangePasswordAsync(TokenPair tokens, string password) =>
        SendAsync(HttpMethod.Patch, "/api/user/", new { user = new { password } }, tokens.Access);

    public Task<Response> LogOutAsync(TokenPair tokens) =>
        SendAsync(HttpMethod.Post, "/api/logout/", new { refresh = tokens.Refresh }, tokens.Access);

    /// <summary>Sends a logout with an empty body: 400 without a database query if the access token is valid.</summary>
    public Task<Response> SendEmptyLogoutAsync(TokenPair tokens) => SendAsync(HttpMethod.Post, "/api/logout/", new { }, tokens.Access);

    public Task<Response> EndAllSessionsAsync(TokenPair tokens) =>
        SendAsync(HttpMethod.Delete, "/api/sessions/?all=true", access: tokens.Access);

    public Task<Response> ListEventsAsync(TokenPair tokens) => SendAsync(HttpMethod.Get, "/api/security-events/", access: tokens.Access);

    /// <summary>Returns the status of the liveness endpoint.</summary>
    public async Task<int?> IsLiveAsync() => (await SendAsync(HttpMethod.Get, "/health/live")).Status;

    /// <summary>Returns the status of the readiness endpoint.</summary>
    public async Task<int?> IsReadyAsync() => (await ReadReadinessAsync()).Status;

    public Task<Response> ReadReadinessAsync() => SendAsync(HttpMethod.Get, "/health/ready");

    public void Dispose() => http.Dispose();

    private async Task<Response> SendAsync(HttpMethod method, string path, object? body = null, string? access = null)
    {
        using HttpRequestMessage request = new(method, new Uri(address(), path));
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Authorization = access is null ? null : new AuthenticationHeaderValue("Bearer", access);
        long start = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            await ExchangeLog.AddAsync(response, text);
            return new Response(
                (int)response.StatusCode,
                text,
                (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds,
                Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Response(null, "", null, Stopwatch.GetElapsedTime(start));
        }
    }
}
