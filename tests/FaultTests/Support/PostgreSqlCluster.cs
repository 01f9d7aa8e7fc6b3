using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CleanAuth.FaultTests.Support;

/// <summary>A PostgreSQL server of one test, which may have a standby.</summary>
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

    /// <summary>A server that follows this one and is read-only until it is promoted.</summary>
    public async Task<PostgreSqlCluster> CreateStandbyAsync()
    {
        PostgreSqlCluster standby = Prepare();
        await RunAsync("pg_basebackup", "-D", standby.Data, "-R", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-c", "fast", "--no-sync");
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Makes a standby accept writes, also on the connections that it has.</summary>
    public Task PromoteAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Whether an account is there, which a standby has a moment after its primary server.</summary>
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
        bool runs = isRunning;
        isRunning = false;
        return runs ? RunAsync("pg_ctl", "-D", Data, "-m", "immediate", "stop") : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private Task StartAsync()
    {
        isRunning = true;
        return RunAsync(
            "pg_ctl", "-D", Data, "-l", Path.Combine(Data, "log"), "-w", "-o", $"-p {Port} -k {folder.FullName} -c listen_addresses=127.0.0.1 -c fsync=off", "start");
    }

    private static PostgreSqlCluster Prepare()
    {
        if (Programs is null)
        {
            Assert.Ignore("Install postgresql to run this on a server of its own.");
        }

        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        PostgreSqlCluster cluster = new(Directory.CreateTempSubdirectory("cleanauth-postgresql-"), ((IPEndPoint)listener.LocalEndpoint).Port);
        ServerProgram.ChangeOwnerToPostgres(cluster.folder.FullName);
        return cluster;
    }

    private static Task RunAsync(string program, params string[] arguments) =>
        ServerProgram.RunAsync(Path.Combine(Programs!, program), arguments);
}
