using CleanAuth.Application.Abstractions.Operations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.Backups;

/// <summary>Refuses to back up or restore a database server, and names the server's own commands.</summary>
internal sealed class ServerBackups(AuthDbContext context, SessionAndLinkVoider voider, DatabaseOptions options) : IDatabaseBackup
{
    private string DatabaseName => context.Database.GetDbConnection().Database;

    private bool IsPostgreSql => options.Provider == DatabaseProvider.PostgreSql;

    public Task BackUpAsync(string file, CancellationToken cancellationToken) => throw new InvalidOperationException(
        $"The database is on a server. Back it up there: {(IsPostgreSql
            ? $"pg_dump {PostgreSqlServer()} --format=custom --file=cleanauth.dump {DatabaseName}"
            : $"BACKUP DATABASE [{DatabaseName}] TO DISK = 'cleanauth.bak' WITH CHECKSUM")}. Copy the folder of the Data Protection keys (DataProtection:KeysPath) too.");

    public Task<string?> RestoreAsync(string file, CancellationToken cancellationToken) => throw new InvalidOperationException(
        $"The database is on a server. Stop the service and restore it there: {(IsPostgreSql
            ? $"pg_restore {PostgreSqlServer()} --clean --if-exists --dbname={DatabaseName} cleanauth.dump"
            : $"RESTORE DATABASE [{DatabaseName}] FROM DISK = 'cleanauth.bak' WITH REPLACE, CHECKSUM")}. Then run `void-sessions-and-links`, as used tokens and links are valid again.");

    public Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken) => voider.VoidAsync(context, cancellationToken);

    // Only host, port and user: the message must not show the password.
    private string PostgreSqlServer()
    {
        NpgsqlConnectionStringBuilder server = new(context.Database.GetConnectionString());
        return $"--host={server.Host} --port={server.Port} --username={server.Username}";
    }
}
