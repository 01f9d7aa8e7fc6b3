using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CleanAuth.RaceTests;

/// <summary>Clients of the service, each of whose requests goes to a process of their choice.</summary>
internal sealed class Api(Cluster cluster) : IDisposable
{
    private readonly HttpClient http = new();

    public int Processes => cluster.Size;

    public async Task<Account> RegisterAsync()
    {
        Account account = new($"racer-{Guid.NewGuid():n}@example.com", Guid.NewGuid().ToString());
        object user = new { email = account.Email, username = account.Email.Split('@')[0], password = account.Password };
        Reply reply = await SendAsync(0, HttpMethod.Post, "/api/register/", new { user });
        return reply.Status == 201 ? account : throw new InvalidOperationException($"Registering failed: {reply}");
    }

    public async Task<TokenPair> OpenSessionAsync(Account account, int process)
    {
        Reply reply = await SendAsync(
            process, HttpMethod.Post, "/api/token/", new { email = account.Email, password = account.Password });
        return reply.Status == 200 ? TokenPair.Read(reply.Body) : throw new InvalidOperationException($"Logging in failed: {reply}");
    }

    public Task<Reply> RefreshAsync(int process, string refresh) =>
        SendAsync(process, HttpMethod.Post, "/api/token/refresh/", new { refresh });

    public Task<Reply> ReadUserAsync(int process, string access) =>
        SendAsync(process, HttpMethod.Get, "/api/user/", body: null, access);

    public Task<Reply> LogOutAsync(int process, TokenPair tokens) =>
        SendAsync(process, HttpMethod.Post, "/api/logout/", new { refresh = tokens.Refresh }, tokens.Access);

    public Task<Reply> EndAllSessionsAsync(int process, TokenPair tokens) =>
        SendAsync(process, HttpMethod.Delete, "/api/sessions/?all=true", body: null, tokens.Access);

    public Task<Reply> ChangePasswordAsync(int process, TokenPair tokens, string password) =>
        SendAsync(process, HttpMethod.Patch, "/api/user/", new { user = new { password } }, tokens.Access);

    /// <summary>Sends a refresh token and closes the connection: at once, or when the reply arrives, which it throws away.</summary>
    public async Task SendAndHangUpAsync(int process, string refresh, bool atOnce)
    {
        Uri address = cluster.AddressOf(process);
        string body = JsonSerializer.Serialize(new { refresh });
        string request =
            $"POST /api/token/refresh/ HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {body.Length}\r\n\r\n{body}";
        using TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        if (!atOnce)
        {
            await client.GetStream().ReadExactlyAsync(new byte[1]);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Reply> SendAsync(int process, HttpMethod method, string path, object? body, string? access = null)
    {
        using HttpRequestMessage request = new(method, new Uri(cluster.AddressOf(process), path));
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Authorization = access is null ? null : new AuthenticationHeaderValue("Bearer", access);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request);
            string text = await response.Content.ReadAsStringAsync();
            await ExchangeLog.AddAsync(response, text);
            return new Reply((int)response.StatusCode, text);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Reply.Lost;
        }
    }
}

internal sealed record Account(string Email, string Password);

/// <param name="Status">Null when the connection broke before the answer.</param>
/// <param name="Body">The answer's text.</param>
internal sealed record Reply(int? Status, string Body)
{
    public static readonly Reply Lost = new(null, "");

    public bool IsSuccess => Status is >= 200 and < 300;
}
