using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Benchmarks.Http;

/// <summary>
/// One persistent HTTP/1.1 connection. It shares the processors with the server, so it does little work: the request bytes are
/// prepared, only status and length of the response are read, and nothing is allocated.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[32 * 1024];

    public static async Task<Connection> OpenAsync(IPEndPoint server)
    {
        Connection connection = new();
        await connection.socket.ConnectAsync(server);
        return connection;
    }

    /// <summary>Sends the request and waits for the whole response.</summary>
    /// <returns>The response; its bytes are valid until the next request.</returns>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Bytes)> ExchangeAsync(ReadOnlyMemory<byte> request)
    {
        int sent = 0;
        while (sent < request.Length)
        {
            sent += await socket.SendAsync(request[sent..]);
        }

        int received = 0;
        while (true)
        {
            int count = await socket.ReceiveAsync(buffer.AsMemory(received));
            if (count == 0)
            {
                throw new InvalidOperationException("The server closed the connection, or its response is too long.");
            }

            received += count;
            if (HttpResponse.TryRead(buffer.AsSpan(0, received), out int status))
            {
                return (status, buffer.AsMemory(0, received));
            }
        }
    }

    public void Dispose() => socket.Dispose();
}
