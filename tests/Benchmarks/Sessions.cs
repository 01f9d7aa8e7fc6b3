using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CleanAuth.Benchmarks;

/// <summary>The open sessions of one account, each with its tokens.</summary>
internal sealed partial class Sessions
{
    /// <summary>The username of the account.</summary>
    public const string Username = "ada";

    private readonly List<Session> all = [];

    public Session this[int number] => all[number];

    public static async Task<Sessions> OpenAsync(IPEndPoint server, int count, byte[]? register, byte[] logIn)
    {
        Sessions sessions = new();
        using Connection connection = await Connection.OpenAsync(server);
        if (register is not null)
        {
            await SendAsync(connection, register);
        }

        for (int number = 0; number < count; number++)
        {
            string loggedIn = await SendAsync(connection, logIn);
            sessions.all.Add(new Session(Token("access", loggedIn), Token("refresh", loggedIn)));
        }

        return sessions;
    }

    private static async Task<string> SendAsync(Connection connection, byte[] request)
    {
        (int status, ReadOnlyMemory<byte> bytes) = await connection.ExchangeAsync(request);
        string response = Encoding.ASCII.GetString(bytes.Span);
        return status is StatusCodes.Status200OK or StatusCodes.Status201Created
            ? response
            : throw new InvalidOperationException($"The service refused a request:\n{response}");
    }

    private static string Token(string name, string response) =>
        TokenMember().Matches(response).First(match => match.Groups["name"].Value == name).Groups["token"].Value;

    [GeneratedRegex("\"(?<name>access|refresh)(Token)?\":\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenMember();
}

/// <summary>The tokens of a session.</summary>
internal sealed record Session(string AccessToken, string RefreshToken);
