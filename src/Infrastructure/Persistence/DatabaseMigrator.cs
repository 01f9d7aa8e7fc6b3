using CleanAuth.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed class DatabaseMigrator(AuthDbContext context) : IDatabaseMigrator
{
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        string[] pending = [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        await context.Database.MigrateAsync(cancellationToken);
        return pending;
    }
}
