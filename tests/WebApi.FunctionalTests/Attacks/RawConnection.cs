using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>Sends bytes as they are: what a well-behaved HTTP client would refuse to send, or would tidy up first.</summary>
internal sealed class RawConnection(Uri address)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public string Host => address.Authority;

    /// <summary>One request on a connection of its own.</summary>
    public Task<AttackResult> SendAsync(
        string method,
        string path,
        IEnumerable<(string Name, string Value)> headers,
        byte[]? body = null,
        string? target = null)
    {
        StringBuilder head = new($"{method} {path} HTTP/1.1\r\n");
        (string Name, string Value)[] all = [.. headers];
        if (!all.Any(header => header.Name == "Host"))
        {
            head.Append(CultureInfo.InvariantCulture, $"Host: {Host}\r\n");
        }

        foreach ((string name, string value) in all)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append(body is null ? "" : $"Content-Length: {body.Length}\r\n").Append("Connection: close\r\n\r\n");
        return SendAsync(target ?? $"{method} {path}", [.. Encoding.UTF8.GetBytes(head.ToString()), .. body ?? []]);
    }

    /// <summary>Any bytes, and the first answer to them.</summary>
    public async Task<AttackResult> SendAsync(string target, byte[] request)
    {
        (AttackResult shot, NetworkStream connection) = await BeginAsync(target, request);
        await connection.DisposeAsync();
        return shot;
    }

    /// <summary>Any bytes, then a question on the same connection: if it is answered at all, it must be as if it came alone.</summary>
    public async Task<(AttackResult First, Answer? Second)> SendAndAskAsync(string target, byte[] request, string question)
    {
        (AttackResult shot, NetworkStream connection) = await BeginAsync(target, request);
        await using (connection)
        {
            return (shot, await WriteAndReadAsync(connection, Encoding.ASCII.GetBytes(question)));
        }
    }

    private async Task<(AttackResult AttackResult, NetworkStream Connection)> BeginAsync(string target, byte[] request)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        NetworkStream connection = new(socket, ownsSocket: true);
        long start = Stopwatch.GetTimestamp();
        Answer? answer = await WriteAndReadAsync(connection, request);
        return (new AttackResult(target, answer, Stopwatch.GetElapsedTime(start)), connection);
    }

    private static async Task<Answer?> WriteAndReadAsync(NetworkStream connection, byte[] request)
    {
        using CancellationTokenSource timeout = new(Timeout);
        bool hasNoBody = request.AsSpan().StartsWith("HEAD "u8);
        Task write = WriteAsync(connection, request, timeout.Token);
        Answer? answer = await RawResponse.ReadAsync(connection, hasNoBody, timeout.Token);
        await write;
        return answer;
    }

    private static async Task WriteAsync(NetworkStream connection, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            await connection.WriteAsync(request, cancellationToken);
        }
        catch (IOException)
        {
            // The service has read enough; what it says to that is read beside this.
        }
    }
}
