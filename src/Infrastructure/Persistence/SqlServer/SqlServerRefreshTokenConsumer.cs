using System.Data.Common;
using CleanAuth.Infrastructure.Persistence.Servers;
using Microsoft.Data.SqlClient;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

/// <inheritdoc/>
internal sealed class SqlServerRefreshTokenConsumer(AuthDbContext context) : ServerRefreshTokenConsumer(context)
{
    // Without XACT_ABORT, an error or a cancellation would leave the transaction open on a pooled connection.
    public const string Text =
        $"""
        SET XACT_ABORT ON;
        BEGIN TRANSACTION;
        {ConsumeStatements.Consume};
        IF @@ROWCOUNT = 1
        BEGIN
            {ConsumeStatements.Touch} WHERE "Id" = @session;
            {ConsumeStatements.Insert} VALUES ({ConsumeStatements.Successor});
        END;
        COMMIT TRANSACTION;
        """;

    protected override string Statement => Text;

    protected override DbParameter Parameter(string name, object value) => new SqlParameter(name, value);
}
