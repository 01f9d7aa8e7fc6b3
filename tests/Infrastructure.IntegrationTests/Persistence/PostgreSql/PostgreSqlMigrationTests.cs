using System.Data.Common;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.PostgreSql;

internal sealed class PostgreSqlMigrationTests
{
    // EF Core logs a failed statement as an error, which looks like a failure of `migrate`.
    [Test]
    public async Task Migrate_WhenTheDatabaseIsMissing_RunsNoStatementThatFails()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, isOwn: true);
        await database.InScopeAsync(scope => scope.Context.Database.EnsureDeletedAsync());
        FailureRecorder failures = new();
        ServiceInstance instance = database.StartInstance(interceptor: failures);

        await instance.InScopeAsync(scope => scope.Migrator.MigrateAsync(default));

        Assert.That(failures.Statements, Is.Empty);
    }

    private sealed class FailureRecorder : DbCommandInterceptor
    {
        public List<string> Statements { get; } = [];

        public override Task CommandFailedAsync(
            DbCommand command,
            CommandErrorEventData eventData,
            CancellationToken cancellationToken = default)
        {
            Statements.Add(command.CommandText);
            return Task.CompletedTask;
        }
    }
}
