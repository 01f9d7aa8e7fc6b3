using System.Net;
using System.Net.Sockets;

namespace CleanAuth.WebApi.FunctionalTests.RequestCost;

/// <summary>
/// A proxy in front of a database server that counts round trips: how often the service sends something after it received something.
/// </summary>
internal sealed class RoundTripCounter : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly string server;
    private readonly int port;
    private int count;

    public RoundTripCounter(string server, int port)
    {
        this.server = server;
        this.port = port;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Count => count;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        end.Cancel();
        listener.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket source = client;
        using Socket target = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        int hasResponded = 1;
        try
        {
            await target.ConnectAsync(server, port, end.Token);
            await await Task.WhenAny(ForwardAsync(client, target, CountRequest), ForwardAsync(target, client, NoteResponse));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // One side has closed its connection, or the test has ended.
        }

        void CountRequest() => Interlocked.Add(ref count, Interlocked.Exchange(ref hasResponded, 0));
        void NoteResponse() => Volatile.Write(ref hasResponded, 1);
    }

    private async Task ForwardAsync(Socket from, Socket to, Action received)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, end.Token) is > 0 and int length)
        {
            received();
            await to.SendAsync(buffer.AsMemory(0, length), end.Token);
        }
    }
}
