using Npgsql;

namespace CleanAuth.Benchmarks;

/// <summary>A database with a random name, which is deleted at the end.</summary>
internal sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private readonly string server;
    private readonly string name = $"cleanauth_bench_{Guid.NewGuid():n}";

    private PostgreSqlDatabase(string server) => this.server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;

    public static async Task<PostgreSqlDatabase> CreateAsync(string server)
    {
        PostgreSqlDatabase database = new(server);
        await database.ExecuteAsync($"CREATE DATABASE {database.name}");
        return database;
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private async Task ExecuteAsync(string statement)
    {
        await using NpgsqlConnection connection = new(server);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
