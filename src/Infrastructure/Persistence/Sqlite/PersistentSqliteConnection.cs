using System.Data;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The connection of a pooled context, which stays open, with its latest statement compiled, until the context itself
/// goes. Opening a connection and compiling a statement each cost as much as running it, and EF Core does both anew
/// for every query: reading a profile takes two thirds of the time this way.
/// </summary>
internal sealed class PersistentSqliteConnection(string? connectionString, SqliteFile file) : SqliteConnection(connectionString)
{
    // What was answered with success is on the disk (synchronous=FULL).
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    private KeptCommand? idleCommand;
    private int openedAfterLosses;

    /// <summary>Whether it is open to the file that is there now.</summary>
    /// <exception cref="SqliteException">None is there.</exception>
    public bool IsCurrent => State == ConnectionState.Open && file.EnsureThere() == openedAfterLosses;

    // A writer of another process is waited for in SQLite itself, which looks more often than the provider does.
    private string BusyTimeout => $"PRAGMA busy_timeout={DefaultTimeout * 1000};";

    public override void Open()
    {
        if (State == ConnectionState.Open)
        {
            return;
        }

        openedAfterLosses = file.EnsureThere();
        base.Open();
        try
        {
            using SqliteCommand command = base.CreateCommand();
            command.CommandText = BusyTimeout + Pragmas;
            command.ExecuteNonQuery();
        }
        catch
        {
            base.Close();
            throw;
        }
    }

    public override void Close()
    {
        // at the end only
    }

    /// <summary>The command that was used before, if it is free. Given the same text again it does not compile it again.</summary>
    public override SqliteCommand CreateCommand()
    {
        // Not in a transaction, which can only be brought to its end on the connection that it began on.
        if (Transaction is null && State == ConnectionState.Open && !IsCurrent)
        {
            CloseAtLast();
            Open();
        }

        KeptCommand command = Interlocked.Exchange(ref idleCommand, null) ?? new KeptCommand(this);
        command.CommandTimeout = DefaultTimeout;
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>Closes the connection unless a statement or a transaction still uses it.</summary>
    public void CloseIfIdle()
    {
        if (Transaction is null && Interlocked.Exchange(ref idleCommand, null) is { } command)
        {
            command.End();
            CloseAtLast();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseAtLast();
        }

        base.Dispose(disposing);
    }

    private void CloseAtLast()
    {
        idleCommand?.End();
        idleCommand = null;
        base.Close();
    }

    private sealed class KeptCommand : SqliteCommand
    {
        private readonly PersistentSqliteConnection owner;
        private bool hasEnded;

        public KeptCommand(PersistentSqliteConnection owner)
        {
            this.owner = owner;
            Connection = owner;
        }

        public void End()
        {
            hasEnded = true;
            Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            if (hasEnded || !disposing || owner.idleCommand is not null)
            {
                base.Dispose(disposing);
                return;
            }

            Parameters.Clear();
            Transaction = null;
            owner.idleCommand = this;
        }
    }
}
