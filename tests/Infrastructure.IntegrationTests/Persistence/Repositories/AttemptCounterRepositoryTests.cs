using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class AttemptCounterRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Callers = 32;

    private static readonly AttemptLimit Limit = new(1_000, 1_000, TimeSpan.FromHours(1));

    private readonly DatabaseProvider provider = provider;
    private readonly AttemptCounter blank = AttemptCounter.OfLogin("ada@example.com", "192.0.2.7");

    [Test]
    public async Task TryReplace_WhenNothingIsStored_StoresTheFirst()
    {
        AttemptCounter first = blank.WithAttempt(Limit, TestData.Now);

        bool[] replaced = [await ReplaceAsync(blank, first), await ReplaceAsync(blank, first)];

        AttemptCounter stored = await ReadAsync();
        Assert.That(replaced, Is.EqualTo(new[] { true, false }));
        Assert.That(
            (stored.Tries, stored.TriedAt, stored.ExpiresAt, stored.SucceededAt),
            Is.EqualTo((1, TestData.Now, TestData.Now.AddHours(1), (DateTimeOffset?)null)));
    }

    [Test]
    public async Task TryReplace_WhenTheCounterChangedMeanwhile_ReturnsFalseAndKeepsIt()
    {
        AttemptCounter first = blank.WithAttempt(Limit, TestData.Now);
        AttemptCounter second = first.WithAttempt(Limit, TestData.Now.AddSeconds(1));
        await ReplaceAsync(blank, first);

        bool[] replaced = [await ReplaceAsync(first, second), await ReplaceAsync(first, second)];

        Assert.That(replaced, Is.EqualTo(new[] { true, false }));
        Assert.That((await ReadAsync()).Tries, Is.EqualTo(2));
    }

    // The count is one before and after; only the time differs.
    [Test]
    public async Task TryReplace_WhenTheWindowHasPassed_StartsTheNextOnce()
    {
        AttemptCounter first = blank.WithAttempt(Limit, TestData.Now);
        await ReplaceAsync(blank, first);
        AttemptCounter stored = await ReadAsync();
        AttemptCounter next = stored.WithAttempt(Limit, TestData.Now.AddHours(1));

        bool[] replaced = [await ReplaceAsync(stored, next), await ReplaceAsync(stored, next)];

        Assert.That((next.Tries, replaced[0], replaced[1]), Is.EqualTo((1, true, false)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task TryReplace_WhenTheCommitResponseIsLost_StillReturnsTrue(bool isStored)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            Assert.Ignore("SQLite runs in the same process, so no response can be lost.");
        }

        AttemptCounter seen = isStored ? blank.WithAttempt(Limit, TestData.Now) : blank;
        if (isStored)
        {
            await ReplaceAsync(blank, seen);
        }

        LostCommitResponse lost = new(isCommitted: true, provider);
        ServiceInstance instance = Database.StartInstance(interceptor: lost);
        AttemptCounter counted = seen.WithAttempt(Limit, TestData.Now.AddSeconds(1));

        bool replaced = await instance.InScopeAsync(scope => scope.AttemptCounters.TryReplaceAsync(seen, counted, default));

        Assert.That((replaced, lost.Commits, (await ReadAsync()).Tries), Is.EqualTo((true, 1, counted.Tries)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task TryReplace_WhenManyCountAtOnceOnTwoInstances_CountsEachAttempt(bool isStored)
    {
        ServiceInstance[] instances = [Database.StartInstance(), Database.StartInstance()];
        if (isStored)
        {
            await ReplaceAsync(blank, blank.WithAttempt(Limit, TestData.Now));
        }

        int before = isStored ? 1 : 0;
        bool[] counted = await Race.RunAsync(Callers, caller => instances[caller % 2].InScopeAsync(CountAsync));

        int stored = (await ReadAsync()).Tries;
        Assert.That(stored - before, Is.EqualTo(counted.Count(one => one)).And.Positive);
    }

    [Test]
    public async Task Update_WhenTheLoginSucceeded_IsSavedWithTheRest()
    {
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada);
        AttemptCounter counter = blank.WithAttempt(Limit, TestData.Now);
        await ReplaceAsync(blank, counter);
        counter.RecordSuccess(ada.Id, TimeSpan.FromDays(30), TestData.Now);

        await Database.InScopeAsync(async scope =>
        {
            scope.AttemptCounters.Update(counter);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        AttemptCounter stored = await ReadAsync();
        Assert.That(
            (stored.Tries, stored.SucceededAt, stored.UserId, stored.ExpiresAt),
            Is.EqualTo((0, (DateTimeOffset?)TestData.Now, (Guid?)ada.Id, TestData.Now.AddDays(30))));
    }

    [TestCase("ada@example.com", true)]
    [TestCase("ADA@Example.com", true)]
    [TestCase("new@example.com", false)]
    public async Task Read_WhenAnAccountLoggedIn_ReturnsWhetherItHasTheAddress(string email, bool isOfAccount)
    {
        User ada = TestData.NewUser();
        AttemptCounter failed = AttemptCounter.OfLogin("ada@example.com", AttemptCounter.AllUnknownNetworks)
            .WithAttempt(Limit, TestData.Now);
        AttemptCounter counter = blank.WithAttempt(Limit, TestData.Now);
        counter.RecordSuccess(ada.Id, TimeSpan.FromDays(30), TestData.Now);
        await Database.SaveAsync(ada, counter, failed);

        IReadOnlyList<LoginCounter> read = await Database.InScopeAsync(
            scope => scope.AttemptCounters.ReadAsync(email, [counter.Id, failed.Id], default));

        Assert.That(
            read.Select(row => (row.Counter.Id, row.Counter.Tries, row.BelongsToAccount)),
            Is.EquivalentTo(new[] { (counter.Id, 0, isOfAccount), (failed.Id, 1, false) }));
    }

    [Test]
    public async Task RefundAttempts_WhenThereAreNone_StaysAtZero()
    {
        await ReplaceAsync(blank, blank.WithAttempt(Limit, TestData.Now));

        List<int> tries = [];
        for (int count = 0; count < 2; count++)
        {
            await Database.InScopeAsync(scope => scope.AttemptCounters.RefundAttemptsAsync([blank.Id], default));
            tries.Add((await ReadAsync()).Tries);
        }

        Assert.That(tries, Is.EqualTo(new[] { 0, 0 }));
    }

    private async Task<bool> CountAsync(RequestScope scope)
    {
        IReadOnlyList<AttemptCounter> stored = await scope.AttemptCounters.ReadAsync([blank.Id], default);
        AttemptCounter seen = stored.SingleOrDefault() ?? blank;
        return await scope.AttemptCounters.TryReplaceAsync(seen, seen.WithAttempt(Limit, TestData.Now), default);
    }

    private Task<bool> ReplaceAsync(AttemptCounter seen, AttemptCounter counted) =>
        Database.InScopeAsync(scope => scope.AttemptCounters.TryReplaceAsync(seen, counted, default));

    private Task<AttemptCounter> ReadAsync() =>
        Database.InScopeAsync(scope => scope.Context.AttemptCounters.AsNoTracking().SingleAsync());
}
