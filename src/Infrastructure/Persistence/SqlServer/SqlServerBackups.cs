using CleanAuth.Infrastructure.Persistence.Backups;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

internal sealed class SqlServerBackups(AuthDbContext context, SessionAndLinkVoider voider) : ServerBackups(context, voider)
{
    private readonly string database = context.Database.GetDbConnection().Database;

    protected override string BackupCommand => $"BACKUP DATABASE [{database}] TO DISK = 'cleanauth.bak' WITH CHECKSUM";

    protected override string RestoreCommand => $"RESTORE DATABASE [{database}] FROM DISK = 'cleanauth.bak' WITH REPLACE, CHECKSUM";
}
