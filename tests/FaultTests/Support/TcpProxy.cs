using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CleanAuth.FaultTests.Support;

/// <summary>The network between the service and its database server, which a test can cut, block and slow down.</summary>
internal sealed class TcpProxy : IDisposable
{
    private readonly string server;
    private volatile int serverPort;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> pairs = [];
    private readonly CancellationTokenSource end = new();
    private volatile NetworkState network = NetworkState.Normal;

    public TcpProxy(string server, int serverPort)
    {
        this.server = server;
        this.serverPort = serverPort;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Redirects new connections to another server; existing ones stay.</summary>
    public void RedirectTo(int port) => serverPort = port;

    /// <summary>Sets the state of the network. Cutting it also closes existing connections.</summary>
    public void SetState(NetworkState state)
    {
        network = state;
        if (state == NetworkState.Cut)
        {
            foreach ((Socket client, Socket target) in pairs)
            {
                client.Dispose();
                target.Dispose();
            }
        }
    }

    public void Dispose()
    {
        SetState(NetworkState.Cut);
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
        using Socket target = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (network == NetworkState.Cut)
            {
                return;
            }

            await target.ConnectAsync(server, serverPort);
            pairs[client] = target;
            await Task.WhenAny(ForwardAsync(client, target), ForwardAsync(target, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One side has closed its connection, so close the other.
        }
        finally
        {
            pairs.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task ForwardAsync(Socket from, Socket to)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and int count)
        {
            if (network == NetworkState.Slow)
            {
                // The network is real, so its delay needs real time.
                await Task.Delay(Service.Timeout * 2);
            }

            if (network != NetworkState.Silent)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
    }
}

internal enum NetworkState
{
    Normal,

    /// <summary>Connections break, and new ones are closed at once.</summary>
    Cut,

    /// <summary>Connections stay open, but no data passes.</summary>
    Silent,

    /// <summary>All data arrives later than the timeout of the service.</summary>
    Slow,
}
