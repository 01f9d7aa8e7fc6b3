using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>Sends bytes unchanged: requests that an HTTP client would refuse to send or would correct.</summary>
internal sealed class RawConnection(Uri address)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public string Host => address.Authority;

    /// <summary>Sends one request on a new connection.</summary>
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

    /// <summary>Sends any bytes, and reads the first response to them.</summary>
    public async Task<AttackResult> SendAsync(string target, byte[] request)
    {
        (AttackResult result, NetworkStream connection) = await BeginAsync(target, request);
        await connection.DisposeAsync();
        return result;
    }

    /// <summary>
    /// Sends any bytes, then a request on the same connection; the response to the request must be as if it came alone.
    /// </summary>
    public async Task<(AttackResult First, ApiResponse? Second)> SendWithNextAsync(string target, byte[] request, string next)
    {
        (AttackResult result, NetworkStream connection) = await BeginAsync(target, request);
        await using (connection)
        {
            return (result, await WriteAndReadAsync(connection, Encoding.ASCII.GetBytes(next)));
        }
    }

    private async Task<(AttackResult AttackResult, NetworkStream Connection)> BeginAsync(string target, byte[] request)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        NetworkStream connection = new(socket, ownsSocket: true);
        long start = Stopwatch.GetTimestamp();
        ApiResponse? response = await WriteAndReadAsync(connection, request);
        return (new AttackResult(target, response, Stopwatch.GetElapsedTime(start)), connection);
    }

    private static async Task<ApiResponse?> WriteAndReadAsync(NetworkStream connection, byte[] request)
    {
        using CancellationTokenSource timeout = new(Timeout);
        bool hasNoBody = request.AsSpan().StartsWith("HEAD "u8);
        Task write = WriteAsync(connection, request, timeout.Token);
        ApiResponse? response = await RawResponse.ReadAsync(connection, hasNoBody, timeout.Token);
        await write;
        return response;
    }

    private static async Task WriteAsync(NetworkStream connection, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            await connection.WriteAsync(request, cancellationToken);
        }
        catch (IOException)
        {
            // The service has closed the connection; the other task reads its response.
        }
    }
}
