namespace CleanAuth.Application.Abstractions.Operations;

/// <summary>Copies of the database together with the Data Protection keys.</summary>
public interface IDatabaseBackup
{
    /// <summary>Writes a backup that is consistent while the service runs.</summary>
    /// <exception cref="InvalidOperationException">The file exists already, there is no database file, or the database is on a server; the message says what to do.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    Task BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a backup in the place of the database. Nothing that was granted before works any more, as used tokens, used links and
    /// sent emails are back with it.
    /// </summary>
    /// <returns>Where the database lies that was there before; null when there was none.</returns>
    /// <exception cref="InvalidOperationException">The file is no good backup, or the service is running.</exception>
    Task<string?> RestoreAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Ends all sessions of all accounts, voids all links, codes and addresses that wait to be confirmed, and deletes all waiting emails.
    /// </summary>
    Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken);
}
