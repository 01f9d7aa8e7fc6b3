using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace CleanAuth.WebApi.FunctionalTests.RequestCost;

/// <summary>An HTTP/1.1 connection that allocates almost nothing, so that the allocations of the service can be counted.</summary>
internal sealed class KeptConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public KeptConnection(Uri address) => socket.Connect(address.Host, address.Port);

    public static byte[] Request(string line, string headers, string body = "") => Encoding.ASCII.GetBytes(
        $"{line} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Sends a request and reads the whole response. The result is valid until the next request.</summary>
    public ReadOnlyMemory<byte> Exchange(byte[] request)
    {
        socket.Send(request);
        int length = 0;
        while (!IsComplete(buffer.AsSpan(0, length)))
        {
            int received = socket.Receive(buffer.AsSpan(length));
            length += received > 0 ? received : throw new InvalidOperationException("The service closed the connection.");
        }

        return buffer.AsMemory(0, length);
    }

    public void Dispose() => socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> response)
    {
        int head = response.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        int length = response[..head].IndexOf("Content-Length: "u8);
        return length < 0
            ? response.EndsWith("\r\n0\r\n\r\n"u8)
            : Utf8Parser.TryParse(response[(length + 16)..], out int expected, out _) && response.Length >= head + 4 + expected;
    }
}
