using System.Data.Common;
using CleanAuth.Infrastructure.Persistence.Servers;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

/// <inheritdoc/>
internal sealed class PostgreSqlRefreshTokenConsumer(AuthDbContext context) : ServerRefreshTokenConsumer(context)
{
    // Join "consumed" instead of testing it with EXISTS: if the session is locked, PostgreSQL evaluates the condition again on its new row,
    // which it can do with the rows of a join only.
    public const string Text =
        $"""
        WITH consumed AS (
            {ConsumeStatements.Consume}
            RETURNING "SessionId"
        ), touched AS (
            {ConsumeStatements.Touch} FROM consumed WHERE "Id" = consumed."SessionId"
        )
        {ConsumeStatements.Insert} SELECT {ConsumeStatements.Successor} FROM consumed
        """;

    protected override string Statement => Text;

    protected override DbParameter Parameter(string name, object value) => new NpgsqlParameter(name, value);
}
