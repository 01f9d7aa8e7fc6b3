using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace CleanAuth.FaultTests.Support;

/// <summary>A client of the service. A missing response is a response without a status.</summary>
internal sealed class Client(Func<Uri> address) : IDisposable
{
    private readonly HttpClient http = new();

    public Task<Answer> RegisterAsync(Account account) => SendAsync(HttpMethod.Post, "/api/register/", new
    {
        user = new { email = account.Email, username = account.Username, password = account.Password },
    });

    public Task<Answer> LogInAsync(Account account, string? password = null) =>
        SendAsync(HttpMethod.Post, "/api/token/", new { email = account.Email, password = password ?? account.Password });

    public Task<Answer> RefreshAsync(string refresh) => SendAsync(HttpMethod.Post, "/api/token/refresh/", new { refresh });

    public Task<Answer> ReadProfileAsync(TokenPair tokens) => SendAsync(HttpMethod.Get, "/api/user/", access: tokens.Access);

    public Task<Answer> UpdateBioAsync(TokenPair tokens, string bio) =>
        SendAsync(HttpMethod.Patch, "/api/user/", new { user = new { bio } }, tokens.Access);

    public Task<Answer> LogOutAsync(TokenPair tokens) =>
        SendAsync(HttpMethod.Post, "/api/logout/", new { refresh = tokens.Refresh }, tokens.Access);

    /// <summary>Is refused for its empty body, without a look at the database, if its token is honoured.</summary>
    public Task<Answer> SendEmptyLogoutAsync(TokenPair tokens) => SendAsync(HttpMethod.Post, "/api/logout/", new { }, tokens.Access);

    public Task<Answer> ListEventsAsync(TokenPair tokens) => SendAsync(HttpMethod.Get, "/api/security-events/", access: tokens.Access);

    public async Task<int?> IsLiveAsync() => (await SendAsync(HttpMethod.Get, "/health/live")).Status;

    public async Task<int?> IsReadyAsync() => (await ReadReadinessAsync()).Status;

    public Task<Answer> ReadReadinessAsync() => SendAsync(HttpMethod.Get, "/health/ready");

    /// <summary>Registers and logs in, which must work.</summary>
    public async Task<(Account Account, TokenPair Tokens)> RegisterAndLogInAsync()
    {
        Account account = Account.Create();
        Answer registered = await RegisterAsync(account);
        Answer loggedIn = await LogInAsync(account);
        return loggedIn.Status == 200
            ? (account, TokenPair.Read(loggedIn.Body))
            : throw new InvalidOperationException($"Signing up answered {registered} and {loggedIn}.");
    }

    public void Dispose() => http.Dispose();

    private async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? access = null)
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
            return new Answer(
                (int)response.StatusCode,
                text,
                (int?)response.Headers.RetryAfter?.Delta?.TotalSeconds,
                Stopwatch.GetElapsedTime(start));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Answer(null, "", null, Stopwatch.GetElapsedTime(start));
        }
    }
}

internal sealed record Account(string Email, string Username, string Password)
{
    public static Account Create()
    {
        string name = $"faulty-{Guid.NewGuid():n}";
        return new Account($"{name}@example.com", name, Guid.NewGuid().ToString());
    }
}
