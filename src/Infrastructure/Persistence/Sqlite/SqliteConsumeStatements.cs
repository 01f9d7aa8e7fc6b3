using CleanAuth.Domain.Tokens;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>A connection with the compiled statements that consume a refresh token.</summary>
internal sealed class SqliteConsumeStatements : IDisposable
{
    private const string InsertSuccessor =
        $"""
        {ConsumeStatements.Insert} VALUES ({ConsumeStatements.Successor});
        {ConsumeStatements.Touch} WHERE "Id" = @session
        """;

    private readonly PersistentSqliteConnection connection;
    private readonly SqliteCommand consume;
    private readonly SqliteCommand insertSuccessor;

    public SqliteConsumeStatements(PersistentSqliteConnection connection)
    {
        this.connection = connection;
        connection.Open();
        consume = Compile(ConsumeStatements.Consume, "@token", "@now", "@active");
        insertSuccessor = Compile(InsertSuccessor, "@successor", "@user", "@session", "@issued", "@expires", "@now");
    }

    /// <inheritdoc cref="PersistentSqliteConnection.IsCurrent"/>
    public bool AreCurrent => connection.IsCurrent;

    public SqliteTransaction Begin()
    {
        SqliteTransaction transaction = connection.BeginTransaction();
        consume.Transaction = transaction;
        insertSuccessor.Transaction = transaction;
        return transaction;
    }

    public bool TryConsume(RefreshToken token, RefreshToken successor, DateTimeOffset now)
    {
        if (Execute(consume, token.Id, now.UtcTicks, true) == 0)
        {
            return false;
        }

        Execute(
            insertSuccessor,
            successor.Id,
            successor.UserId,
            successor.SessionId,
            successor.IssuedAt.UtcTicks,
            successor.ExpiresAt.UtcTicks,
            now.UtcTicks);
        return true;
    }

    public void Dispose()
    {
        consume.Dispose();
        insertSuccessor.Dispose();
        connection.Dispose();
    }

    private static int Execute(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command.ExecuteNonQuery();
    }

    private SqliteCommand Compile(string text, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = new(text, connection);
        foreach (string parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }
}
