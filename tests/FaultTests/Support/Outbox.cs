using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.FaultTests.Support;

/// <summary>The outbox of a service, behind its back.</summary>
internal sealed class Outbox(DatabaseProvider provider, string connectionString)
{
    /// <summary>Puts messages to the owner of an account into it at once; answers their Message-IDs.</summary>
    public async Task<string[]> FillAsync(string email, int count)
    {
        await using AuthDbContext context = Open();
        User user = await context.Users.SingleAsync(row => row.Email == email);

        // Emails to a verified address are not limited.
        user.VerifyEmail(DateTimeOffset.UtcNow);
        OutgoingEmail[] mails = [.. Enumerable.Range(0, count).Select(_ => OutgoingEmail.To(user, EmailKind.PasswordChanged, DateTimeOffset.UtcNow))];
        context.OutgoingEmails.AddRange(mails);
        await context.SaveChangesAsync();
        return [.. mails.Select(mail => $"{mail.Id}@example.com")];
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
