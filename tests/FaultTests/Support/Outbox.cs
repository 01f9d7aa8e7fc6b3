using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.FaultTests.Support;

/// <summary>Reads and writes the outbox directly in the database.</summary>
internal sealed class Outbox(DatabaseProvider provider, string connectionString)
{
    /// <summary>Adds emails to the owner of an account; returns their Message-IDs.</summary>
    public async Task<string[]> FillAsync(string address, int count)
    {
        await using AuthDbContext context = Open();
        User user = await context.Users.SingleAsync(row => row.Email == address);

        // Emails to a verified address are not limited.
        user.VerifyEmail(DateTimeOffset.UtcNow);
        OutgoingEmail[] emails =
            [.. Enumerable.Range(0, count).Select(_ => OutgoingEmail.To(user, EmailKind.PasswordChanged, DateTimeOffset.UtcNow))];
        context.OutgoingEmails.AddRange(emails);
        await context.SaveChangesAsync();
        return [.. emails.Select(email => $"{email.Id}@example.com")];
    }

    public async Task<int> CountAsync()
    {
        await using AuthDbContext context = Open();
        return await context.OutgoingEmails.CountAsync();
    }

    private AuthDbContext Open() => provider switch
    {
        DatabaseProvider.PostgreSql =>
            new PostgreSqlAuthDbContext(new DbContextOptionsBuilder<PostgreSqlAuthDbContext>().UseNpgsql(connectionString).Options),
        DatabaseProvider.SqlServer =>
            new SqlServerAuthDbContext(new DbContextOptionsBuilder<SqlServerAuthDbContext>().UseSqlServer(connectionString).Options),
        _ => new SqliteAuthDbContext(new DbContextOptionsBuilder<SqliteAuthDbContext>().UseSqlite(connectionString).Options),
    };
}
