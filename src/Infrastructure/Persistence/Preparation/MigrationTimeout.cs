using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

internal static class MigrationTimeout
{
    /// <summary>A migration may read or write a whole table, which takes longer than a request may.</summary>
    public static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Runs work whose statements may take <see cref="StatementTimeout"/>.</summary>
    public static async Task WithMigrationTimeoutAsync(this AuthDbContext context, Func<Task> work)
    {
        // The context returns to the pool with its timeout, so restore the usual one.
        int? usual = context.Database.GetCommandTimeout();
        context.Database.SetCommandTimeout(StatementTimeout);
        try
        {
            await work();
        }
        finally
        {
            context.Database.SetCommandTimeout(usual);
        }
    }
}
