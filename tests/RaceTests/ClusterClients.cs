using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace CleanAuth.RaceTests;

/// <summary>Clients of the service, one per process.</summary>
internal sealed class ClusterClients(Cluster cluster) : IDisposable
{
    private readonly ApiClient[] clients =
        [.. Enumerable.Range(0, cluster.Size).Select(process => new ApiClient(() => cluster.AddressOf(process)))];

    public int Processes => cluster.Size;

    /// <summary>The client of a process.</summary>
    public ApiClient At(int process) => clients[process];

    /// <summary>Sends a refresh token and closes the connection: at once, or when the response arrives, which it discards.</summary>
    public async Task SendAndDisconnectAsync(int process, string refresh, bool atOnce)
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

    public void Dispose() => Array.ForEach(clients, client => client.Dispose());
}
