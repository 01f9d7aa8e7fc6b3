using System.Data;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// The connection of a pooled context, which stays open, with its latest statement compiled, until the context itself
/// goes. Opening a connection and compiling a statement each cost as much as running it, and EF Core does both anew
/// for every query: reading a profile takes two thirds of the time this way.
/// </summary>
internal sealed class KeptSqliteConnection(string? connectionString) : SqliteConnection(connectionString)
{
    // What was answered with success is on the disk (synchronous=FULL), and a writer of another process is waited for.
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;";

    private KeptCommand? idleCommand;

    public override void Open()
    {
        if (State == ConnectionState.Open)
        {
            return;
        }

        base.Open();
        try
        {
            using SqliteCommand command = base.CreateCommand();
            command.CommandText = Pragmas;
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
        KeptCommand command = idleCommand ?? new KeptCommand(this);
        idleCommand = null;
        command.CommandTimeout = DefaultTimeout;
        command.Transaction = Transaction;
        return command;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            idleCommand?.End();
            base.Close();
        }

        base.Dispose(disposing);
    }

    private sealed class KeptCommand : SqliteCommand
    {
        private readonly KeptSqliteConnection owner;
        private bool hasEnded;

        public KeptCommand(KeptSqliteConnection owner)
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
