using CleanAuth.Application.Abstractions.Operations;

namespace CleanAuth.Infrastructure.Persistence.Backups;

/// <summary>Refuses to back up or restore a server database. The message gives the command of the database to run instead.</summary>
internal abstract class ServerBackups(AuthDbContext context, SessionAndLinkVoider voider) : IDatabaseBackup
{
    protected abstract string BackupCommand { get; }

    protected abstract string RestoreCommand { get; }

    public Task BackUpAsync(string file, CancellationToken cancellationToken) => throw new InvalidOperationException(
        $"The database is on a server. Back it up there: {BackupCommand}. "
        + "Copy the folder of the Data Protection keys (DataProtection:KeysPath) too.");

    public Task<string?> RestoreAsync(string file, CancellationToken cancellationToken) => throw new InvalidOperationException(
        $"The database is on a server. Stop the service and restore it there: {RestoreCommand}. "
        + "Put the Data Protection keys back. Then run `void-sessions-and-links`, because used tokens and links are valid again.");

    public Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken) => voider.VoidAsync(context, cancellationToken);
}
