using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

internal sealed class RefreshTokenRepositoryTests(DatabaseProvider provider) : StoreTests(provider)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Later = TestData.Now.AddMinutes(5);

    private readonly User ada = TestData.NewUser();

    [Test]
    public async Task Read_WhenTheTokenExists_AnswersItAndItsAccount()
    {
        RefreshToken token = TestData.NewToken(ada);
        User bob = TestData.NewUser(email: "bob@example.com", username: "bob");
        await Database.SaveAsync(ada, bob, TestData.NewToken(bob), token);

        RefreshTokenOfUser? read = await Database.InScopeAsync(scope => scope.RefreshTokens.ReadAsync(token.Id, default));

        Assert.That(read?.Token, Is.EqualTo(token).UsingPropertiesComparer());
        Assert.That(read?.User, Is.EqualTo(ada).UsingPropertiesComparer());
    }

    [Test]
    public async Task Read_WhenTheAccountIsDeleted_AnswersNull()
    {
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token);
        await Database.InScopeAsync(scope => scope.Users.TryDeleteAsync(ada.Id, default));

        RefreshTokenOfUser? read = await Database.InScopeAsync(scope => scope.RefreshTokens.ReadAsync(token.Id, default));

        Assert.That(read, Is.Null);
    }

    [Test]
    public async Task Read_WhenTheAccountIsChanged_SavesNothing()
    {
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token);

        await Database.InScopeAsync(async scope =>
        {
            RefreshTokenOfUser? read = await scope.RefreshTokens.ReadAsync(token.Id, default);
            read!.User.ChangeBio("after", TestData.Now);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        Assert.That((await Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default)))?.Bio, Is.Empty);
    }

    [Test]
    public async Task ReadLiveOfSession_WhenTheSessionHasSeveralTokens_AnswersTheNewestLiveOne()
    {
        RefreshToken first = TestData.NewToken(ada);
        RefreshToken second = first.Succeed(Lifetime, TestData.Now.AddMinutes(1));
        RefreshToken third = first.Succeed(Lifetime, TestData.Now.AddMinutes(2));
        RefreshToken blacklisted = first.Succeed(Lifetime, TestData.Now.AddMinutes(3));
        RefreshToken ofAnotherSession = TestData.NewToken(ada, now: TestData.Now.AddMinutes(4));
        await Database.SaveAsync(ada, third, second, first, blacklisted, ofAnotherSession);
        await BlacklistAsync(blacklisted);

        RefreshToken? live = await ReadLiveOfSessionAsync(first.SessionId, Later);

        Assert.That(live?.Id, Is.EqualTo(third.Id));
    }

    [Test]
    public async Task ReadLiveOfSession_WhenAllTokensAreUsedOrExpired_AnswersNull()
    {
        RefreshToken consumed = TestData.NewToken(ada);
        RefreshToken expired = consumed.Succeed(Later - TestData.Now, TestData.Now);
        await Database.SaveAsync(ada, consumed, expired);
        await ConsumeAsync(consumed, successor: consumed.Succeed(TimeSpan.FromSeconds(1), TestData.Now));

        RefreshToken? live = await ReadLiveOfSessionAsync(consumed.SessionId, Later);

        Assert.That(live, Is.Null);
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsLive_StoresTheSuccessor()
    {
        RefreshToken token = TestData.NewToken(ada);
        RefreshToken untouched = TestData.NewToken(ada);
        RefreshToken successor = token.Succeed(Lifetime, Later);
        await Database.SaveAsync(ada, token, untouched);

        bool consumed = await ConsumeAsync(token, successor);

        Assert.That(consumed, Is.True);
        Assert.That((await ReadAsync(token))?.ConsumedAt, Is.EqualTo(Later));
        Assert.That(await ReadAsync(untouched), Is.EqualTo(untouched).UsingPropertiesComparer());
        Assert.That(await ReadAsync(successor), Is.EqualTo(successor).UsingPropertiesComparer());
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsConsumed_StoresNothing()
    {
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token);
        await ConsumeAsync(token, token.Succeed(Lifetime, TestData.Now));

        await AssertIsNotConsumedAsync(token);
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsBlacklisted_StoresNothing()
    {
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token);
        await BlacklistAsync(token);

        await AssertIsNotConsumedAsync(token);
    }

    [Test]
    public async Task TryConsume_WhenTheTokenExpiresThisMoment_StoresNothing()
    {
        RefreshToken token = TestData.NewToken(ada, lifetime: Later - TestData.Now);
        await Database.SaveAsync(ada, token);

        await AssertIsNotConsumedAsync(token);
    }

    [Test]
    public async Task TryConsume_WhenTheAccountIsInactive_StoresNothing()
    {
        ada.Deactivate(TestData.Now);
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token);

        await AssertIsNotConsumedAsync(token);
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsUnknown_StoresNothing()
    {
        await Database.SaveAsync(ada);

        await AssertIsNotConsumedAsync(TestData.NewToken(ada));
    }

    [Test]
    public async Task TryConsume_WhenTheSuccessorCannotBeStored_LeavesTheTokenLive()
    {
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token);

        Assert.ThrowsAsync<DbUpdateException>(() => ConsumeAsync(token, successor: TestData.NewToken(TestData.NewUser())));

        Assert.That((await ReadAsync(token))?.IsLive(Later), Is.True);
    }

    [Test]
    public async Task TryBlacklist_WhenTheTokenIsLive_SucceedsOnce()
    {
        RefreshToken token = TestData.NewToken(ada);
        RefreshToken untouched = TestData.NewToken(ada);
        await Database.SaveAsync(ada, token, untouched);

        bool[] answers = [await BlacklistAsync(token), await BlacklistAsync(token)];

        Assert.That(answers, Is.EqualTo([true, false]));
        Assert.That((await ReadAsync(token))?.BlacklistedAt, Is.EqualTo(Later));
        Assert.That((await ReadAsync(untouched))?.BlacklistedAt, Is.Null);
    }

    [Test]
    public async Task TryBlacklist_WhenTheTokenIsConsumedOrExpired_AnswersFalse()
    {
        RefreshToken consumed = TestData.NewToken(ada);
        RefreshToken expired = TestData.NewToken(ada, lifetime: Later - TestData.Now);
        await Database.SaveAsync(ada, consumed, expired);
        await ConsumeAsync(consumed, consumed.Succeed(Lifetime, Later));

        bool[] answers = [await BlacklistAsync(consumed), await BlacklistAsync(expired)];

        Assert.That(answers, Is.EqualTo([false, false]));
        Assert.That((await ReadAsync(consumed))?.BlacklistedAt, Is.Null);
    }

    [TestCase(0)]
    [TestCase(1_000)]
    [TestCase(2_500)]
    public async Task DeleteExpired_WhenThereAreAnyNumber_LeavesTheLiveOnes(int count)
    {
        RefreshToken[] live = [TestData.NewToken(ada), TestData.NewToken(ada, lifetime: Later.AddTicks(1) - TestData.Now)];
        RefreshToken[] expired = [.. Enumerable.Range(0, count).Select(_ => TestData.NewToken(ada, lifetime: Later - TestData.Now))];
        await Database.SaveAsync([ada, .. live, .. expired]);

        int deleted = await Database.InScopeAsync(scope => scope.RefreshTokens.DeleteExpiredAsync(Later, default));

        Assert.That(deleted, Is.EqualTo(count));
        Assert.That(
            await Database.InScopeAsync(scope => scope.Context.RefreshTokens.Select(token => token.Id).ToListAsync()),
            Is.EquivalentTo(live.Select(token => token.Id)));
    }

    private async Task AssertIsNotConsumedAsync(RefreshToken token)
    {
        RefreshToken? before = await ReadAsync(token);
        RefreshToken successor = token.Succeed(Lifetime, Later);

        bool consumed = await ConsumeAsync(token, successor);

        Assert.That(consumed, Is.False);
        Assert.That(await ReadAsync(token), Is.EqualTo(before).UsingPropertiesComparer());
        Assert.That(await ReadAsync(successor), Is.Null);
    }

    private Task<bool> ConsumeAsync(RefreshToken token, RefreshToken successor) =>
        Database.InScopeAsync(scope => scope.RefreshTokens.TryConsumeAsync(token.Id, successor, Later, default));

    private Task<bool> BlacklistAsync(RefreshToken token) =>
        Database.InScopeAsync(scope => scope.RefreshTokens.TryBlacklistAsync(token.Id, Later, default));

    private Task<RefreshToken?> ReadLiveOfSessionAsync(Guid sessionId, DateTimeOffset now) =>
        Database.InScopeAsync(scope => scope.RefreshTokens.ReadLiveOfSessionAsync(sessionId, now, default));

    private async Task<RefreshToken?> ReadAsync(RefreshToken token) =>
        (await Database.InScopeAsync(scope => scope.RefreshTokens.ReadAsync(token.Id, default)))?.Token;
}
