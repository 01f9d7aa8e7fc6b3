using System.Net;
using System.Net.Sockets;

namespace CleanAuth.Benchmarks.Http;

/// <summary>
/// One HTTP/1.1 connection that is kept alive. It shares the processors with the server, so it does as little as it
/// can: the request is bytes that are ready, and of the answer only status and length are read. Nothing is allocated.
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

    /// <summary>Sends the request and waits for the whole answer.</summary>
    /// <returns>The answer; its bytes are good until the next request.</returns>
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
                throw new InvalidOperationException("The server closed the connection, or its answer is too long.");
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
