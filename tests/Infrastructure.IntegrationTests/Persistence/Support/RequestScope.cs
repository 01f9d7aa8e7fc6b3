using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Overview;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>The services of one request, with their own context.</summary>
internal sealed class RequestScope(AsyncServiceScope scope) : IAsyncDisposable
{
    public AuthDbContext Context => Get<AuthDbContext>();

    public IDatabaseMigrator Migrator => Get<IDatabaseMigrator>();

    public DatabasePreparation Preparation => Get<DatabasePreparation>();

    public IDatabaseBackup Backups => Get<IDatabaseBackup>();

    public IUserRepository Users => Get<IUserRepository>();

    public IAccountUpdates Accounts => Get<IAccountUpdates>();

    public IGroupMemberRepository GroupMembers => Get<IGroupMemberRepository>();

    public IRightsReader Rights => Get<IRightsReader>();

    public IUserListReader UserListReader => Get<IUserListReader>();

    public CurrentStaff Staff => Get<CurrentStaff>();

    public ISessionRepository Sessions => Get<ISessionRepository>();

    public SessionTerminator SessionTerminator => new(Sessions, History, Revocations, Events, Outbox);

    public IAttemptCounterRepository AttemptCounters => Get<IAttemptCounterRepository>();

    public ISecurityEventWriter Events => Get<ISecurityEventWriter>();

    public IRevocationList Revocations => Get<IRevocationList>();

    public IStoreSweeper Sweeper => Get<IStoreSweeper>();

    public LeaseHolder Leases => Get<LeaseHolder>();

    public ISessionHistory History => Get<ISessionHistory>();

    public IAccountDataReader AccountData => Get<IAccountDataReader>();

    public IAccountLinkRepository Links => Get<IAccountLinkRepository>();

    public AuditLog AuditLog => Get<AuditLog>();

    public EmailOutbox Outbox => Get<EmailOutbox>();

    public IGroupRepository Groups => Get<IGroupRepository>();

    public OverviewReader Overview => Get<OverviewReader>();

    public IUnitOfWork UnitOfWork => Get<IUnitOfWork>();

    public SigningKeyStore SigningKeys => Get<SigningKeyStore>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    /// <summary>Reads an account and tracks it.</summary>
    public Task<User?> FindUserAsync(Guid id) => Context.Users.FirstOrDefaultAsync(user => user.Id == id);

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
