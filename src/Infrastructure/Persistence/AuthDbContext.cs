using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
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

    public DbSet<LastTokenSettings> LastTokenSettings => Set<LastTokenSettings>();

    public DbSet<Revocation> Revocations => Set<Revocation>();

    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AttemptCounter> LoginRecords => Set<AttemptCounter>();

    public DbSet<OutgoingEmail> OutgoingMails => Set<OutgoingEmail>();

    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();

    public DbSet<LoginCode> LoginCodes => Set<LoginCode>();

    public DbSet<Lease> Leases => Set<Lease>();

    /// <summary>
    /// The sessions that are live at a time, by the definition of <see cref="Session.IsLive"/>. It is written once more in
    /// <see cref="SqliteConsumeStatements"/>.
    /// </summary>
    public IQueryable<Session> LiveSessions(DateTimeOffset now) => Sessions.Where(session =>
        session.EndedAt == null
        && session.ExpiresAt > now
        && Users.Any(user => user.Id == session.UserId && user.IsActive && user.Epoch + user.SessionEndings == session.Epoch));

    /// <summary>Runs statements that change rows in one transaction, again from the start where the provider retries.</summary>
    /// <param name="work">The statements. They may run more than once.</param>
    /// <param name="hasSucceeded">Whether the work was committed after all, asked when the answer to a commit was lost.</param>
    /// <param name="cancellationToken">Stops the work; nothing is then committed, unless the commit was on its way.</param>
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

    /// <summary>Runs statements in one transaction that may be committed twice, as it is when the answer to its commit was lost.</summary>
    public Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(work, _ => Task.FromResult(false), cancellationToken);

    /// <summary>
    /// Runs statements that change rows in one transaction. When the answer to its commit was lost, the event or the revocation
    /// that the work added tells whether it was committed.
    /// </summary>
    /// <param name="work">The statements. They may run more than once, and change nothing that they do not put on record.</param>
    /// <param name="tell">Is told each revocation that was saved.</param>
    /// <param name="cancellationToken">Stops the work; nothing is then committed, unless the commit was on its way.</param>
    public async Task<T> WriteOnRecordAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Action<Revocation>? tell,
        CancellationToken cancellationToken)
    {
        List<Revocation> saved = [];
        T result = await WriteAsync(
            async token =>
            {
                T result = await work(token);
                saved = [.. ChangeTracker.Entries<Revocation>().Select(entry => entry.Entity)];
                return result;
            },
            RecordIsThereAsync,
            cancellationToken);
        saved.ForEach(revocation => tell?.Invoke(revocation));
        return result;
    }

    /// <summary>Saves what was added and changed; when the answer to the commit was lost, it is looked for before it is saved again.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        IExecutionStrategy strategy = Database.CreateExecutionStrategy();
        if (!strategy.RetriesOnFailure)
        {
            // SQLite, whose commits answer; or a part of work that is repeated as a whole.
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        int rows = await strategy.ExecuteInTransactionAsync(
            token => base.SaveChangesAsync(acceptAllChangesOnSuccess: false, token),
            AdditionIsThereAsync,
            cancellationToken);
        if (acceptAllChangesOnSuccess)
        {
            ChangeTracker.AcceptAllChanges();
        }

        return rows;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AuthDbContext).Assembly);

    // No query tracks these, so the last run added them. Their numbers are given out once, unless a server crashes: then what
    // it had not kept may be another's, but not with the same time.
    private Task<bool> RecordIsThereAsync(CancellationToken cancellationToken)
    {
        if (ChangeTracker.Entries<SecurityEvent>().FirstOrDefault()?.Entity is { } item)
        {
            return SecurityEvents.AnyAsync(row => row.Id == item.Id && row.At == item.At, cancellationToken);
        }

        return ChangeTracker.Entries<Revocation>().FirstOrDefault()?.Entity is { } revocation
            ? Revocations.AnyAsync(row => row.Id == revocation.Id && row.ExpiresAt == revocation.ExpiresAt, cancellationToken)
            : Task.FromResult(false);
    }

    // Rather a row whose key is random. That of a lease or a login record is not: the row may be another's. What adds nothing
    // may be repeated.
    private async Task<bool> AdditionIsThereAsync(CancellationToken cancellationToken)
    {
        EntityEntry? added = ChangeTracker.Entries()
            .Where(entry => entry.State == EntityState.Added && entry.Entity is not (Lease or AttemptCounter))
            .OrderBy(entry => entry.Entity is SecurityEvent or Revocation)
            .FirstOrDefault();
        return added is not null && await added.GetDatabaseValuesAsync(cancellationToken) is not null;
    }
}
