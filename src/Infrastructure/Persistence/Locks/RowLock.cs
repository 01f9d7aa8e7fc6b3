using System.Linq.Expressions;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Locks;

internal static class RowLock
{
    /// <summary>
    /// Locks rows until the end of the transaction. It sets a column to its own value, which locks the row on every database.
    /// </summary>
    public static Task LockAsync<T, TValue>(
        this IQueryable<T> rows,
        Expression<Func<T, TValue>> column,
        CancellationToken cancellationToken) =>
        rows.ExecuteUpdateAsync(row => row.SetProperty(column, column), cancellationToken);

    /// <summary>Locks an account until the end of the transaction and reads it, tracked, in one round trip.</summary>
    public static async Task<User?> LockAndReadUserAsync(this AuthDbContext context, Guid id, CancellationToken cancellationToken)
    {
        // Name the columns: after a migration, PostgreSQL refuses a prepared statement with an asterisk.
        string columns = string.Join(
            ", ", context.Users.EntityType.GetProperties().Select(property => $"\"{property.GetColumnName()}\""));
        string statements =
            $$"""
            UPDATE "Users" SET "IsActive" = "IsActive" WHERE "Id" = {0};
            SELECT {{columns}} FROM "Users" WHERE "Id" = {0}
            """;
        List<User> users = await context.Users.FromSqlRaw(statements, id).ToListAsync(cancellationToken);
        return users.SingleOrDefault();
    }
}
