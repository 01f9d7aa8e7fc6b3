using CleanAuth.Infrastructure.Persistence.Backups;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal sealed class PostgreSqlBackups(AuthDbContext context, SessionAndLinkVoider voider) : ServerBackups(context, voider)
{
    // Use single values, because the connection string contains the password.
    private readonly NpgsqlConnectionStringBuilder settings = new(context.Database.GetConnectionString());

    protected override string BackupCommand => $"pg_dump {Server} --format=custom --file=cleanauth.dump {settings.Database}";

    protected override string RestoreCommand => $"pg_restore {Server} --clean --if-exists --dbname={settings.Database} cleanauth.dump";

    private string Server => $"--host={settings.Host} --port={settings.Port} --username={settings.Username}";
}
