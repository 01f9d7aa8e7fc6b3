namespace CleanAuth.Application.Abstractions.Operations;

/// <summary>Backs up and restores the database together with the Data Protection keys.</summary>
public interface IDatabaseBackup
{
    /// <summary>Writes a consistent backup. The service may run meanwhile.</summary>
    /// <exception cref="InvalidOperationException">
    /// The file exists already, there is no database file, or the database is on a server. The message says what to do.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    Task BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the database by a backup. The backup may contain tokens and links that were used since, and emails that were sent since,
    /// so all sessions and links are voided and all emails deleted.
    /// </summary>
    /// <returns>The path of the replaced database; null if there was none.</returns>
    /// <exception cref="InvalidOperationException">The file is not a valid backup, or the service is running.</exception>
    Task<string?> RestoreAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Ends all sessions of all accounts, voids all links, codes and pending addresses, and deletes all unsent emails.
    /// </summary>
    Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken);
}
