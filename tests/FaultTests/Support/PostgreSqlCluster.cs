using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CleanAuth.FaultTests.Support;

/// <summary>A PostgreSQL server for one test, with an optional standby.</summary>
internal sealed class PostgreSqlCluster : IAsyncDisposable
{
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin")).LastOrDefault()
        : null;

    private readonly DirectoryInfo folder;
    private bool isRunning;

    private PostgreSqlCluster(DirectoryInfo folder, int port)
    {
        this.folder = folder;
        Port = port;
    }

    public int Port { get; }

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=cleanauth";

    private string Data => Path.Combine(folder.FullName, "data");

    public static async Task<PostgreSqlCluster> CreateAsync(params string[] options)
    {
        PostgreSqlCluster cluster = Prepare();
        await RunAsync("initdb", ["-D", cluster.Data, "-U", "postgres", "-A", "trust", "--no-sync", .. options]);
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>Creates a replica of this server, which is read-only until it is promoted.</summary>
    public async Task<PostgreSqlCluster> CreateStandbyAsync()
    {
        PostgreSqlCluster standby = Prepare();
        await RunAsync(
            "pg_basebackup", "-D", standby.Data, "-R", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-c", "fast", "--no-sync");
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Makes a standby accept writes, also on existing connections.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Whether an account exists on this server; a standby gets it a moment after its primary.</summary>
    public async Task<bool> HasAsync(string username)
    {
        await using NpgsqlConnection connection = new($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("""SELECT EXISTS (SELECT 1 FROM "Users" WHERE "Username" = $1)""", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = username });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    public Task StopAsync()
    {
        bool wasRunning = isRunning;
        isRunning = false;
        return wasRunning ? RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop") : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private Task StartAsync()
    {
        isRunning = true;
        string options = $"-p {Port} -k {folder.FullName} -c listen_addresses=127.0.0.1 -c fsync=off";
        return RunAsync("pg_ctl", "-D", Data, "-l", Path.Combine(Data, "log"), "-w", "-o", options, "start");
    }

    private static PostgreSqlCluster Prepare()
    {
        if (Programs is null)
        {
            Assert.Ignore("Install postgresql to run this test, which starts its own server.");
        }

        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        PostgreSqlCluster cluster = new(Directory.CreateTempSubdirectory("cleanauth-postgresql-"), port);
        ServerProgram.ChangeOwnerToPostgres(cluster.folder.FullName);
        return cluster;
    }

    private static Task RunAsync(string program, params string[] arguments) =>
        ServerProgram.RunAsync(Path.Combine(Programs!, program), arguments);
}
