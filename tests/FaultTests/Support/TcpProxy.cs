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
    private volatile Network network = Network.Sound;

    public TcpProxy(string server, int serverPort)
    {
        this.server = server;
        this.serverPort = serverPort;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Leads new connections to another server; those that exist stay.</summary>
    public void RedirectTo(int port) => serverPort = port;

    /// <summary>From now on the network is so; when it is cut, so are the connections that exist.</summary>
    public void Become(Network state)
    {
        network = state;
        if (state == Network.Cut)
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
        Become(Network.Cut);
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
            // the test has ended
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket target = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (network == Network.Cut)
            {
                return;
            }

            await target.ConnectAsync(server, serverPort);
            pairs[client] = target;
            await Task.WhenAny(ForwardAsync(client, target), ForwardAsync(target, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // One side is gone, and so the other goes too.
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
            if (network == Network.Slow)
            {
                // The test waits for the network, whose clock it cannot control.
                await Task.Delay(Service.Timeout * 2);
            }

            if (network != Network.Silent)
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
    }
}

internal enum Network
{
    Sound,

    /// <summary>Connections break, and new ones are closed at once.</summary>
    Cut,

    /// <summary>Connections stand, and nothing comes through.</summary>
    Silent,

    /// <summary>Everything takes longer than the service is willing to wait.</summary>
    Slow,
}
