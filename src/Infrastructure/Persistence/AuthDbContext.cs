using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>The model, the same on every provider. All code asks for this type; each provider has a sealed subclass.</summary>
internal abstract class AuthDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<User> Users => Set<User>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<Revocation> Revocations => Set<Revocation>();

    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<LoginRecord> LoginRecords => Set<LoginRecord>();

    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();

    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();

    public DbSet<LoginCode> LoginCodes => Set<LoginCode>();

    public DbSet<Lease> Leases => Set<Lease>();

    /// <summary>Runs statements that change rows in one transaction, again from the start where the provider retries.</summary>
    /// <param name="work">The statements. They may run more than once.</param>
    /// <param name="hasSucceeded">Whether the work was committed after all, asked when the answer to a commit was lost.</param>
    /// <param name="cancellationToken">Stops the work; nothing is then committed.</param>
    /// <exception cref="InvalidOperationException">
    /// Something was read or added before, to be saved later, and would be forgotten: it belongs into the work, or is read
    /// without tracking.
    /// </exception>
    public virtual async Task<T> WriteAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Func<CancellationToken, Task<bool>> hasSucceeded,
        CancellationToken cancellationToken)
    {
        if (ChangeTracker.Entries().FirstOrDefault() is { } entry)
        {
            throw new InvalidOperationException($"A {entry.Metadata.ShortName()} waits to be saved, which this transaction would forget.");
        }

        try
        {
            return await Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
                state: (object?)null,
                (_, token) =>
                {
                    // A repeated run must not find what the one before it added.
                    ChangeTracker.Clear();
                    return work(token);
                },
                (_, token) => hasSucceeded(token),
                cancellationToken);
        }
        finally
        {
            ChangeTracker.Clear();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AuthDbContext).Assembly);
}
