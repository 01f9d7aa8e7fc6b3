using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Admin;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Overview;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>What one request works with: the stores of a context of its own.</summary>
internal sealed class StoreScope(AsyncServiceScope scope) : IAsyncDisposable
{
    public AuthDbContext Context => Get<AuthDbContext>();

    public IDatabaseMigrator Migrator => Get<IDatabaseMigrator>();

    public IDatabaseBackups Backups => Get<IDatabaseBackups>();

    public IUserRepository Users => Get<IUserRepository>();

    public IAccountChanges Accounts => Get<IAccountChanges>();

    public IMemberships Memberships => Get<IMemberships>();

    public IRightsReader Rights => Get<IRightsReader>();

    public IUserDirectory Directory => Get<IUserDirectory>();

    public CurrentStaff Staff => Get<CurrentStaff>();

    public ISessionRepository Sessions => Get<ISessionRepository>();

    public ILoginRecordRepository LoginRecords => Get<ILoginRecordRepository>();

    public ISecurityEvents Events => Get<ISecurityEvents>();

    public IRevocations Revocations => Get<IRevocations>();

    public IStoreSweeper Sweeper => Get<IStoreSweeper>();

    public LeaseHolder Leases => Get<LeaseHolder>();

    public ISessionHistory History => Get<ISessionHistory>();

    public IAccountRecords Records => Get<IAccountRecords>();

    public IAccountLinks AccountLinks => Get<IAccountLinks>();

    public EventTrail Trail => Get<EventTrail>();

    public IOutbox Outbox => Get<IOutbox>();

    public MailStore Mails => Get<MailStore>();

    public IGroupRepository Groups => Get<IGroupRepository>();

    public OverviewReader Overview => Get<OverviewReader>();

    public IUnitOfWork UnitOfWork => Get<IUnitOfWork>();

    public SigningKeyStore SigningKeys => Get<SigningKeyStore>();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
