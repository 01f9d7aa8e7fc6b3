namespace CleanAuth.Application.Abstractions.Operations;

/// <summary>Backs up and restores the database together with the Data Protection keys.</summary>
public interface IDatabaseBackup
{
    /// <summary>Writes a backup that is consistent while the service runs.</summary>
    /// <exception cref="InvalidOperationException">The file exists already, there is no database file, or the database is on a server; the message says what to do.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    Task BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the database by a backup. A backup brings back used tokens, redeemed links and sent emails, so all of them are voided.
    /// </summary>
    /// <returns>The path of the replaced database; null when there was none.</returns>
    /// <exception cref="InvalidOperationException">The file is not a valid backup, or the service is running.</exception>
    Task<string?> RestoreAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Ends all sessions of all accounts, voids all links, codes and pending addresses, and deletes all waiting emails.
    /// </summary>
    Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken);
}
