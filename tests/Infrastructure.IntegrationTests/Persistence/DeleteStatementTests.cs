using System.Data.Common;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>DELETE statements are recognised on every provider. EF Core writes them without a server.</summary>
internal sealed class DeleteStatementTests
{
    private static readonly Guid UserId = Guid.NewGuid();

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task TableOf_WhenEfCoreDeletesABatch_ReturnsItsTable(DatabaseProvider provider)
    {
        StatementRecorder recorder = new();
        await using AuthDbContext context = Open(provider, recorder);

        await context.RefreshTokens.Where(token => token.UserId == UserId).Take(BatchDelete.Size).ExecuteDeleteAsync();
        await context.OutgoingEmails.Where(mail => mail.UserId == UserId).ExecuteDeleteAsync();

        Assert.That(recorder.RowsOf("RefreshTokens"), Is.EqualTo([WithoutServer.Rows]));
        Assert.That(recorder.RowsOf("OutgoingMails"), Is.EqualTo([WithoutServer.Rows]));
        Assert.That(recorder.RowsOf("Sessions"), Is.Empty);
    }

    [TestCase("SET IMPLICIT_TRANSACTIONS OFF;\r\nSET NOCOUNT ON;\r\nDELETE FROM [Users]\r\nOUTPUT 1\r\nWHERE [Id] = @p0;", "Users")]
    [TestCase("DELETE FROM \"Users\"\nWHERE \"Id\" = @p0", "Users")]
    [TestCase("UPDATE \"Users\" SET \"Bio\" = 'DELETE FROM'", null)]
    [TestCase("SELECT 1", null)]
    public void TableOf_WhenTheStatementIsOfSaveChanges_ReturnsItsTable(string text, string? table) =>
        Assert.That(DeleteStatement.TableOf(text), Is.EqualTo(table));

    private static AuthDbContext Open(DatabaseProvider provider, StatementRecorder recorder)
    {
        IInterceptor[] interceptors = [new WithoutServer(), new ClosedConnection(), recorder];
        return provider switch
        {
            DatabaseProvider.Sqlite => new SqliteAuthDbContext(
                new DbContextOptionsBuilder<SqliteAuthDbContext>().UseSqlite("Data Source=:memory:").AddInterceptors(interceptors).Options),
            DatabaseProvider.PostgreSql => new PostgreSqlAuthDbContext(
                new DbContextOptionsBuilder<PostgreSqlAuthDbContext>().UseNpgsql("Host=nowhere").AddInterceptors(interceptors).Options),
            _ => new SqlServerAuthDbContext(
                new DbContextOptionsBuilder<SqlServerAuthDbContext>().UseSqlServer("Server=nowhere").AddInterceptors(interceptors).Options),
        };
    }

    /// <summary>Executes nothing, and reports some changed rows.</summary>
    private sealed class WithoutServer : DbCommandInterceptor
    {
        public const int Rows = 7;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default) => ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(Rows));
    }

    private sealed class ClosedConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection,
            ConnectionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default) => ValueTask.FromResult(InterceptionResult.Suppress());
    }
}
