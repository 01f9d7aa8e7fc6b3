using System.Data;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The connection of a pooled context. It stays open, with its latest statement compiled, until the context is disposed. EF Core opens a
/// connection and compiles the statement for every query, and each step takes as long as running the statement.
/// </summary>
internal sealed class PersistentSqliteConnection(string? connectionString, SqliteFile file) : SqliteConnection(connectionString)
{
    // With synchronous=FULL, a commit returns only when the change is on disk.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    private ReusableCommand? idleCommand;
    private int fileGeneration;

    /// <summary>Whether the connection is open and uses the current file, not one that was deleted or moved.</summary>
    /// <exception cref="SqliteException">The file is missing.</exception>
    public bool IsCurrent => State == ConnectionState.Open && file.EnsureExists() == fileGeneration;

    // SQLite itself waits for writers of other processes, because it checks the lock more often than the driver does.
    private string BusyTimeout => $"PRAGMA busy_timeout={DefaultTimeout * 1000};";

    public override void Open()
    {
        if (State == ConnectionState.Open)
        {
            return;
        }

        fileGeneration = file.EnsureExists();
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
        // EF Core closes the connection after every query. It stays open until it is disposed.
    }

    /// <summary>Returns the previous command if it is idle. If the next text is the same, SQLite does not compile it again.</summary>
    public override SqliteCommand CreateCommand()
    {
        // A transaction must end on the connection that it began on.
        if (Transaction is null && State == ConnectionState.Open && !IsCurrent)
        {
            CloseConnection();
            Open();
        }

        ReusableCommand command = Interlocked.Exchange(ref idleCommand, null) ?? new ReusableCommand(this);
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
            CloseConnection();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CloseConnection();
        }

        base.Dispose(disposing);
    }

    private void CloseConnection()
    {
        idleCommand?.End();
        idleCommand = null;
        base.Close();
    }

    private sealed class ReusableCommand : SqliteCommand
    {
        private readonly PersistentSqliteConnection owner;
        private bool hasEnded;

        public ReusableCommand(PersistentSqliteConnection owner)
        {
            this.owner = owner;
            Connection = owner;
        }

        public void End()
        {
            hasEnded = true;
            Dispose();
        }

        // Dispose returns the command to its connection, unless the command has ended or the connection already keeps one.
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
