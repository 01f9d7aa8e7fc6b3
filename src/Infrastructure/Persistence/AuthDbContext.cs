using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>The model, which is the same on every database. All code uses this type; each provider has a sealed subclass.</summary>
internal abstract class AuthDbContext : DbContext, IDataProtectionKeyContext
{
    protected AuthDbContext(DbContextOptions options)
        : base(options)
    {
        // A failed save ends its transaction, so the round trips of a savepoint would be wasted.
        Database.AutoSavepointsEnabled = false;
    }

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

    public DbSet<AttemptCounter> AttemptCounters => Set<AttemptCounter>();

    public DbSet<OutgoingEmail> OutgoingEmails => Set<OutgoingEmail>();

    public DbSet<AccountLink> AccountLinks => Set<AccountLink>();

    public DbSet<LoginCode> LoginCodes => Set<LoginCode>();

    public DbSet<Lease> Leases => Set<Lease>();

    /// <summary>Recognizes the errors of this database.</summary>
    public abstract IDatabaseErrors Errors { get; }

    /// <summary>Sorts after every character, so that a prefix followed by it is the end of all texts with that prefix.</summary>
    public virtual string LastCharacter => "\U0010FFFF";

    /// <summary>
    /// Returns the sessions that are live at a time, as <see cref="Session.IsLive"/> defines it. ConsumeStatements repeats the condition
    /// in SQL.
    /// </summary>
    public IQueryable<Session> LiveSessions(DateTimeOffset now) => Sessions.Where(session =>
        session.EndedAt == null
        && session.ExpiresAt > now
        && Users.Any(user => user.Id == session.UserId && user.IsActive && user.Epoch + user.SessionEndings == session.Epoch));

    /// <summary>
    /// Runs statements that change rows in one transaction. After a temporary error the provider runs all of them again. If the
    /// connection broke during COMMIT ("the response to the commit was lost"), the client does not know whether the commit succeeded.
    /// </summary>
    /// <param name="work">The statements. They may run more than once.</param>
    /// <param name="hasSucceeded">Returns whether the work was committed. It runs when the response to the commit was lost.</param>
    /// <param name="cancellationToken">Stops the work. Nothing is committed, unless the commit was already sent.</param>
    /// <exception cref="InvalidOperationException">
    /// The context tracks an entity whose changes this transaction would lose. Read or add it inside the work, or read it untracked.
    /// </exception>
    public virtual async Task<T> WriteAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Func<CancellationToken, Task<bool>> hasSucceeded,
        CancellationToken cancellationToken)
    {
        if (ChangeTracker.Entries().FirstOrDefault() is { } entry)
        {
            throw new InvalidOperationException(
                $"The context tracks a {entry.Metadata.ShortName()}, whose changes this transaction would lose.");
        }

        try
        {
            return await Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
                state: (object?)null,
                (_, token) =>
                {
                    // A repeated run must not save the rows that the previous run added.
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

    /// <summary>
    /// Runs statements in one transaction. Use it for idempotent statements only, because they run again if the response to the commit
    /// was lost.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync(work, _ => Task.FromResult(false), cancellationToken);

    /// <summary>
    /// Runs one statement that changes rows. It is atomic without a transaction, which saves the round trips of BEGIN and COMMIT.
    /// After a temporary error the provider runs it again, unless it succeeded and only the response was lost.
    /// </summary>
    /// <param name="statement">The statement. It may run more than once, and returns the number of changed rows.</param>
    /// <param name="hasSucceeded">Returns whether the statement has changed rows. It runs after a temporary error.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <returns>Whether rows were changed.</returns>
    public virtual Task<bool> WriteStatementAsync(
        Func<CancellationToken, Task<int>> statement,
        Func<CancellationToken, Task<bool>> hasSucceeded,
        CancellationToken cancellationToken)
    {
        bool isRepeated = false;
        return Database.CreateExecutionStrategy().ExecuteAsync(
            state: (object?)null,

            // A run that was interrupted may end later than hasSucceeded looked, and leave nothing to change for the next one.
            async (_, _, token) => await statement(token) > 0 || (isRepeated && await hasSucceeded(token)),
            async (_, _, token) =>
            {
                isRepeated = true;
                return new ExecutionResult<bool>(await hasSucceeded(token), true);
            },
            cancellationToken);
    }

    /// <summary>
    /// Runs statements that change rows in one transaction. If the response to the commit was lost, the event or the revocation that the
    /// work added shows whether it was committed.
    /// </summary>
    /// <param name="work">The statements. They may run more than once, and add an event or a revocation whenever they change a row.</param>
    /// <param name="afterCommit">Receives each saved revocation after the commit.</param>
    /// <param name="cancellationToken">Stops the work. Nothing is committed, unless the commit was already sent.</param>
    public async Task<T> WriteOnceAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Action<Revocation>? afterCommit,
        CancellationToken cancellationToken)
    {
        (T result, Revocation[] saved) = await WriteAsync(
            async token => (
                await work(token),
                ChangeTracker.Entries<Revocation>().Select(entry => entry.Entity).ToArray()),
            IsRecordedAsync,
            cancellationToken);
        foreach (Revocation revocation in saved)
        {
            afterCommit?.Invoke(revocation);
        }

        return result;
    }

    /// <summary>Saves all changes. If the response to the commit was lost, it looks for an added row before it saves again.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        IExecutionStrategy strategy = Database.CreateExecutionStrategy();
        if (!strategy.RetriesOnFailure)
        {
            // On SQLite no response gets lost. Inside WriteAsync the whole work is repeated.
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        int rows = await strategy.ExecuteInTransactionAsync(
            token => base.SaveChangesAsync(acceptAllChangesOnSuccess: false, token),
            IsAddedAsync,
            cancellationToken);
        if (acceptAllChangesOnSuccess)
        {
            ChangeTracker.AcceptAllChanges();
        }

        return rows;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AuthDbContext).Assembly);

    // Tracked events and revocations were added by the last run, because no query tracks them. Compare the time too: after a crash, the
    // server may assign the same id again.
    private Task<bool> IsRecordedAsync(CancellationToken cancellationToken)
    {
        if (ChangeTracker.Entries<SecurityEvent>().FirstOrDefault()?.Entity is { } item)
        {
            return SecurityEvents.AnyAsync(row => row.Id == item.Id && row.At == item.At, cancellationToken);
        }

        return ChangeTracker.Entries<Revocation>().FirstOrDefault()?.Entity is { } revocation
            ? Revocations.AnyAsync(row => row.Id == revocation.Id && row.ExpiresAt == revocation.ExpiresAt, cancellationToken)
            : Task.FromResult(false);
    }

    // Look for an added row with a random key. Leases and counters do not have random keys, so another request may have added their
    // rows. A save that adds nothing can be repeated.
    private async Task<bool> IsAddedAsync(CancellationToken cancellationToken)
    {
        EntityEntry? added = ChangeTracker.Entries()
            .Where(entry => entry.State == EntityState.Added && entry.Entity is not (Lease or AttemptCounter))
            .OrderBy(entry => entry.Entity is SecurityEvent or Revocation)
            .FirstOrDefault();
        return added is not null && await added.GetDatabaseValuesAsync(cancellationToken) is not null;
    }
}
