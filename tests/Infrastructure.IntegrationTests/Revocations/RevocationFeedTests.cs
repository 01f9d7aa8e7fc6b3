using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Revocations;

internal sealed class RevocationFeedTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private readonly DatabaseProvider provider = provider;
    private readonly User ada = TestData.NewUser();
    private Session session = null!;

    [SetUp]
    public async Task SaveSessionAsync()
    {
        session = TestData.NewSession(ada);
        await Database.SaveAsync(ada, session);
    }

    [Test]
    public async Task Poll_WhenTheServiceStarts_ReadsEarlierRevocations()
    {
        await EndSessionAsync();
        ServiceInstance other = Database.StartInstance();

        await other.Feed.PollAsync(default);

        Assert.That(() => Check(other), Throws.TypeOf<TokenNotValidException>());
    }

    [Test]
    public async Task Poll_WhenAnotherInstanceEndsASession_ReadsTheRevocation()
    {
        ServiceInstance other = Database.StartInstance();
        await other.Feed.PollAsync(default);
        await EndSessionAsync();
        Assert.That(Check(other), Is.False);

        await other.Feed.PollAsync(default);

        Assert.That(() => Check(other), Throws.TypeOf<TokenNotValidException>());
    }

    [Test]
    public async Task Poll_WhenAnotherInstanceDeletesTheAccount_ReadsTheRevocation()
    {
        ServiceInstance other = Database.StartInstance();
        await Database.InScopeAsync(scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default));

        await other.Feed.PollAsync(default);

        Assert.That(() => Check(other), Throws.TypeOf<AccountUnavailableException>());
    }

    [Test]
    public async Task Poll_WhenAnAccountWasRevokedTwice_KeepsTheLatest()
    {
        await Database.SaveAsync(Revocation.OfUser(ada.Id, 1, SessionEndReason.PasswordChanged, TestData.Now.AddMinutes(6)));
        Revocation latest = Revocation.OfUser(ada.Id, 2, SessionEndReason.PasswordChanged, TestData.Now.AddMinutes(6));
        await Database.SaveAsync(latest);
        ServiceInstance other = Database.StartInstance();
        other.Revocations.Add(latest);

        await other.Feed.PollAsync(default);
        await other.Feed.PollAsync(default);

        Assert.That(Check(other, epoch: 1), Is.True);
        Assert.That(Check(other, epoch: 2), Is.False);
    }

    // Ids are assigned before the commit. A row that is committed late has a smaller id than rows already read; with a long
    // timeout it may appear much later.
    [TestCase("00:00:05", 29)]
    [TestCase("00:05:00", 899)]
    public async Task Poll_WhenASmallerIdIsCommittedLater_StillReadsIt(string timeout, int seconds)
    {
        ServiceInstance other = Database.StartInstance(settings: ("Database:Timeout", timeout));
        await SaveWithIdAsync(1_000, Guid.NewGuid());
        await other.Feed.PollAsync(default);
        other.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await other.Feed.PollAsync(default);
        await SaveWithIdAsync(999, session.Id);

        await other.Feed.PollAsync(default);

        Assert.That(() => Check(other), Throws.TypeOf<TokenNotValidException>());
    }

    // A poll takes long if the machine sleeps; rows that were committed meanwhile must still be read.
    [Test]
    public async Task Poll_WhenItTakesLong_ReadsTheSameRowsAgain()
    {
        ServiceInstance other = Database.StartInstance();
        await SaveWithIdAsync(1_000, Guid.NewGuid());
        await other.Feed.PollAsync(default);
        other.Clock.AutoAdvanceAmount = TimeSpan.FromMinutes(1);
        await other.Feed.PollAsync(default);
        other.Clock.AutoAdvanceAmount = TimeSpan.Zero;
        await SaveWithIdAsync(999, session.Id);

        await other.Feed.PollAsync(default);

        Assert.That(() => Check(other), Throws.TypeOf<TokenNotValidException>());
    }

    [Test]
    public async Task Poll_WhenReadRowsAreOld_ReadsOnlyLaterRows()
    {
        ServiceInstance other = Database.StartInstance();
        await SaveWithIdAsync(1_000, Guid.NewGuid());
        await other.Feed.PollAsync(default);
        other.Clock.Advance(TimeSpan.FromSeconds(31));
        await other.Feed.PollAsync(default);
        await SaveWithIdAsync(999, Guid.NewGuid());
        await SaveWithIdAsync(1_001, session.Id);

        await other.Feed.PollAsync(default);

        Assert.That(other.Revocations.Count, Is.EqualTo(2));
        Assert.That(() => Check(other), Throws.TypeOf<TokenNotValidException>());
    }

    [Test]
    public async Task Poll_WhenARevocationHasExpired_DropsIt()
    {
        await EndSessionAsync();
        ServiceInstance other = Database.StartInstance();
        await other.Feed.PollAsync(default);
        other.Clock.Advance(TimeSpan.FromMinutes(6) + ClockErrorMargin.Margin);

        await other.Feed.PollAsync(default);

        Assert.That(other.Revocations.Count, Is.Zero);
        Assert.That(Check(other), Is.False);
    }

    private Task<bool> EndSessionAsync() => Database.InScopeAsync(scope =>
        scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, TestData.Now, default));

    private Task SaveWithIdAsync(long id, Guid sessionId) => Database.InScopeAsync(async scope =>
    {
        Revocation revocation = Revocation.OfSession(sessionId, SessionEndReason.Logout, TestData.Now.AddMinutes(30));
        scope.Context.Add(revocation).Property(row => row.Id).CurrentValue = id;
        await scope.Context.Database.OpenConnectionAsync();
        if (provider == DatabaseProvider.SqlServer)
        {
            await scope.Context.Database.ExecuteSqlRawAsync("SET IDENTITY_INSERT Revocations ON");
        }

        await scope.Context.SaveChangesAsync();
    });

    private bool Check(ServiceInstance instance, int epoch = 0) =>
        instance.Revocations.EndedWithAllSessions(new VerifiedToken(Guid.NewGuid(), TokenKind.Access, ada.Id, session.Id, epoch));
}
