using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CleanAuth.FaultTests.Support;

/// <summary>A pgbouncer in front of a PostgreSQL server; it assigns a server connection per transaction.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-pgbouncer-");
    private readonly Process process;

    private PgBouncer(NpgsqlConnectionStringBuilder server)
    {
        int port = FreePort();
        string password = string.IsNullOrEmpty(server.Password) ? "" : $" password='{server.Password}'";
        string settings = Path.Combine(folder.FullName, "pgbouncer.ini");
        File.WriteAllText(Path.Combine(folder.FullName, "users.txt"), $"\"{server.Username}\" \"\"");
        File.WriteAllText(settings, $"""
            [databases]
            * = host={server.Host} port={server.Port} user={server.Username}{password}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder.FullName}/users.txt
            pool_mode = transaction
            """);
        ServerProgram.ChangeOwnerToPostgres(folder.FullName);
        process = ServerProgram.Start("pgbouncer", [settings]);
        ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = port,
            Password = null,
            NoResetOnClose = true,
        }.ConnectionString;
    }

    public string ConnectionString { get; }

    public static async Task<PgBouncer> StartAsync(string server)
    {
        if (!File.Exists("/usr/sbin/pgbouncer"))
        {
            Assert.Ignore("Install pgbouncer to run this test.");
        }

        PgBouncer pgBouncer = new(new NpgsqlConnectionStringBuilder(server));
        await Poll.UntilAsync(pgBouncer.IsListeningAsync, listening => listening);
        return pgBouncer;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, new NpgsqlConnectionStringBuilder(ConnectionString).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
