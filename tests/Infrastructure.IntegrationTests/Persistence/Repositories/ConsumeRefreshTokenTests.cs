using System.Data.Common;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class ConsumeRefreshTokenTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset Later = TestData.Now.AddMinutes(5);

    private readonly User ada = TestData.NewUser();

    [Test]
    public async Task TryConsume_WhenTheTokenIsLive_StoresTheSuccessorAndTheTimeOfUse()
    {
        (Session session, RefreshToken token) = await SaveAsync();
        RefreshToken successor = TestData.NewToken(session, now: Later);

        bool consumed = await ConsumeAsync(token, successor);

        PresentedToken? consumedToken = await ReadAsync(token);
        Assert.That(consumed, Is.True);
        Assert.That((consumedToken?.Token.ConsumedAt, consumedToken?.Session.LastUsedAt), Is.EqualTo((Later, Later)));
        Assert.That((await ReadAsync(successor))?.Token, Is.EqualTo(successor).UsingPropertiesComparer());
    }

    // PostgreSQL stores microseconds, so both times must be rounded in the same way.
    [Test]
    public async Task TryConsume_WhenTheClockIsMorePreciseThanTheDatabase_StillFindsTheSuccessorByItsTime()
    {
        (Session session, RefreshToken token) = await SaveAsync();
        DateTimeOffset now = Later.AddTicks(10_000_007);
        RefreshToken successor = TestData.NewToken(session, now: now);

        await Database.InScopeAsync(scope => scope.Sessions.TryConsumeAsync(token, successor, now, default));

        RefreshToken consumedToken = (await ReadAsync(token))!.Token;
        Assert.That((await ReadAsync(successor))!.Token.IsSuccessorOf(consumedToken), Is.True);
    }

    [Test]
    public async Task TryConsume_WhenThereAreOtherTokens_DoesNotChangeThem()
    {
        (Session session, RefreshToken token) = await SaveAsync();
        Session otherSession = TestData.NewSession(ada);
        RefreshToken other = TestData.NewToken(otherSession);
        await Database.SaveAsync(otherSession, other);

        await ConsumeAsync(token, TestData.NewToken(session, now: Later));

        PresentedToken? read = await ReadAsync(other);
        Assert.That(read?.Token, Is.EqualTo(other).UsingPropertiesComparer());
        Assert.That(read?.Session, Is.EqualTo(otherSession).UsingPropertiesComparer());
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsConsumed_StoresNothing()
    {
        (Session session, RefreshToken token) = await SaveAsync();
        await Database.InScopeAsync(
            scope => scope.Sessions.TryConsumeAsync(token, TestData.NewToken(session), TestData.Now.AddMinutes(1), default));

        await AssertIsNotConsumedAsync(session, token);
    }

    [Test]
    public async Task TryConsume_WhenTheTokenExpiresNow_StoresNothing()
    {
        (Session session, RefreshToken token) = await SaveAsync(tokenLifetime: Later - TestData.Now);

        await AssertIsNotConsumedAsync(session, token);
    }

    [Test]
    public async Task TryConsume_WhenTheSessionHasEnded_StoresNothing()
    {
        (Session session, RefreshToken token) = await SaveAsync();
        await Database.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, null, SessionEndReason.Logout, TestData.Now, default));

        await AssertIsNotConsumedAsync(session, token);
    }

    [Test]
    public async Task TryConsume_WhenTheSessionExpiresNow_StoresNothing()
    {
        Session session = TestData.NewSession(ada, lifetime: Later - TestData.Now);

        // A token expires with its session, so issue it from a copy of the session with a longer lifetime.
        RefreshToken token = TestData.NewToken(TestData.NewSession(ada));
        await Database.SaveAsync(ada, session);
        await Database.InScopeAsync(scope =>
        {
            scope.Context.Add(token).Property(row => row.SessionId).CurrentValue = session.Id;
            return scope.Context.SaveChangesAsync();
        });

        await AssertIsNotConsumedAsync(session, token);
    }

    [Test]
    public async Task TryConsume_WhenTheEpochOfTheAccountGrew_StoresNothing()
    {
        (Session session, RefreshToken token) = await SaveAsync();
        await ChangeAsync(user => user.ReplacePassword("new", TestData.Now));

        await AssertIsNotConsumedAsync(session, token);
    }

    [Test]
    public async Task TryConsume_WhenTheAccountIsInactive_StoresNothing()
    {
        // Deactivate the account before the session is created, so that their epochs are equal.
        ada.Deactivate(TestData.Now);
        (Session session, RefreshToken token) = await SaveAsync();

        await AssertIsNotConsumedAsync(session, token);
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsUnknown_StoresNothing()
    {
        (Session session, _) = await SaveAsync();

        await AssertIsNotConsumedAsync(session, TestData.NewToken(session));
    }

    [Test]
    public async Task TryConsume_WhenTheSuccessorCannotBeStored_KeepsTheTokenLive()
    {
        (_, RefreshToken token) = await SaveAsync();
        RefreshToken withoutSession = TestData.NewToken(TestData.NewSession(ada));

        Assert.That(() => ConsumeAsync(token, withoutSession), Throws.InstanceOf<DbUpdateException>().Or.InstanceOf<DbException>());

        PresentedToken? read = await ReadAsync(token);
        Assert.That((read?.Token.IsLive(Later), read?.Session.LastUsedAt), Is.EqualTo((true, TestData.Now)));
    }

    private async Task AssertIsNotConsumedAsync(Session session, RefreshToken token)
    {
        PresentedToken? before = await ReadAsync(token);
        RefreshToken successor = TestData.NewToken(session, now: TestData.Now);

        bool consumed = await ConsumeAsync(token, successor);

        PresentedToken? after = await ReadAsync(token);
        Assert.That(consumed, Is.False);
        Assert.That(after?.Token, Is.EqualTo(before?.Token).UsingPropertiesComparer());
        Assert.That(after?.Session, Is.EqualTo(before?.Session).UsingPropertiesComparer());
        Assert.That(await ReadAsync(successor), Is.Null);
    }

    private async Task<(Session Session, RefreshToken Token)> SaveAsync(TimeSpan? tokenLifetime = null)
    {
        Session session = TestData.NewSession(ada);
        RefreshToken token = TestData.NewToken(session, tokenLifetime);
        await Database.SaveAsync(ada, session, token);
        return (session, token);
    }

    private Task ChangeAsync(Action<User> change) => Database.InScopeAsync(async scope =>
    {
        User? user = await scope.FindUserAsync(ada.Id);
        change(user!);
        await scope.UnitOfWork.SaveChangesAsync(default);
    });

    private Task<bool> ConsumeAsync(RefreshToken token, RefreshToken successor) =>
        Database.InScopeAsync(scope => scope.Sessions.TryConsumeAsync(token, successor, Later, default));

    private Task<PresentedToken?> ReadAsync(RefreshToken token) =>
        Database.InScopeAsync(scope => scope.Sessions.ReadAsync(token.Id, default));
}
