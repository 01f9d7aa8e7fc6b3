using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

internal static class MigrationTimeout
{
    /// <summary>Unlike a request, work at the start may have a whole table to read or to write.</summary>
    public static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(10);

    /// <summary>Works with statements that may take long.</summary>
    public static async Task PatientlyAsync(this AuthDbContext context, Func<Task> work)
    {
        // The context goes back to the pool with what is set on it.
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
