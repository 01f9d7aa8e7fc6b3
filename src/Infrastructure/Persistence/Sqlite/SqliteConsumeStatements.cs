using CleanAuth.Domain.Tokens;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>A connection with the compiled statements that consume a refresh token.</summary>
internal sealed class SqliteConsumeStatements : IDisposable
{
    // The condition and the change are one statement, so two concurrent callers cannot both consume the token.
    public const string Consume =
        """
        UPDATE "RefreshTokens" SET "ConsumedAt" = $now
        WHERE "Id" = $token AND "ConsumedAt" IS NULL AND "ExpiresAt" > $now
            AND EXISTS (SELECT 1 FROM "Sessions" AS s JOIN "Users" AS u ON u."Id" = s."UserId"
                WHERE s."Id" = "SessionId" AND s."EndedAt" IS NULL AND s."ExpiresAt" > $now
                    AND u."IsActive" AND u."Epoch" + u."SessionEndings" = s."Epoch")
        """;

    private const string InsertSuccessor =
        """
        INSERT INTO "RefreshTokens" ("Id", "UserId", "SessionId", "IssuedAt", "ExpiresAt")
        VALUES ($successor, $user, $session, $issued, $expires);
        UPDATE "Sessions" SET "LastUsedAt" = $issued WHERE "Id" = $session
        """;

    private readonly PersistentSqliteConnection connection;
    private readonly SqliteCommand consume;
    private readonly SqliteCommand insertSuccessor;

    public SqliteConsumeStatements(PersistentSqliteConnection connection)
    {
        this.connection = connection;
        connection.Open();
        consume = Compile(Consume, "$token", "$now");
        insertSuccessor = Compile(InsertSuccessor, "$successor", "$user", "$session", "$issued", "$expires");
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
        if (Execute(consume, token.Id, now.UtcTicks) == 0)
        {
            return false;
        }

        Execute(
            insertSuccessor,
            successor.Id,
            successor.UserId,
            successor.SessionId,
            successor.IssuedAt.UtcTicks,
            successor.ExpiresAt.UtcTicks);
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
