using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Leases;

internal sealed class HeldLeaseTests(DatabaseProvider provider) : DatabaseTests(provider, hasOwnDatabase: true)
{
    private static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Hold_WhenTheWorkTakesLong_RenewsTheLease()
    {
        await using HeldLease? lease = await Database.Instance.HoldLeaseAsync("work");
        for (int renewal = 1; renewal <= 10; renewal++)
        {
            DateTimeOffset before = await ReadEndAsync();
            Database.Instance.Clock.Advance(RenewalPeriod);
            await UntilAsync(async () => await ReadEndAsync() > before);
        }

        Assert.That(lease!.IsLost, Is.False);
        Assert.That(await ReadEndAsync(), Is.EqualTo(TestData.Now.AddSeconds(45)));
    }

    [Test]
    public async Task Hold_WhenAnotherInstanceHasTakenTheLease_IsLostAndNotReleased()
    {
        ServiceInstance other = Database.StartInstance();
        HeldLease? lease = await Database.Instance.HoldLeaseAsync("work");
        other.Clock.Advance(TimeSpan.FromSeconds(15));
        await using HeldLease? otherLease = await other.HoldLeaseAsync("work");

        Database.Instance.Clock.Advance(RenewalPeriod);
        await UntilAsync(() => Task.FromResult(lease!.IsLost));
        await lease!.DisposeAsync();

        Assert.That(otherLease, Is.Not.Null);
        Assert.That(await ReadEndAsync(), Is.EqualTo(TestData.Now.AddSeconds(30)));
    }

    [Test]
    public async Task Hold_WhenTheDatabaseIsUnavailableForTooLong_IsLost()
    {
        await using HeldLease? lease = await Database.Instance.HoldLeaseAsync("work");
        await HideLeasesAsync();

        Database.Instance.Clock.Advance(RenewalPeriod);
        await Task.Yield();
        bool lostAtOnce = lease!.IsLost;
        await UntilAsync(() =>
        {
            Database.Instance.Clock.Advance(RenewalPeriod);
            return Task.FromResult(lease.IsLost);
        });
        await ShowLeasesAsync();

        Assert.That(lostAtOnce, Is.False);
    }

    // The test advances the clock, but the timers that fire run on other threads.
    private static async Task UntilAsync(Func<Task<bool>> isReached)
    {
        using CancellationTokenSource timeout = new(Timeout);
        while (!await isReached())
        {
            await Task.Delay(10, timeout.Token);
        }
    }

    private Task<int> HideLeasesAsync() => Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlRawAsync(
        scope.Context is SqlServerAuthDbContext
            ? "EXEC sp_rename 'Leases', 'Elsewhere'"
            : """ALTER TABLE "Leases" RENAME TO "Elsewhere" """));

    private Task<int> ShowLeasesAsync() => Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlRawAsync(
        scope.Context is SqlServerAuthDbContext
            ? "EXEC sp_rename 'Elsewhere', 'Leases'"
            : """ALTER TABLE "Elsewhere" RENAME TO "Leases" """));

    private Task<DateTimeOffset> ReadEndAsync() =>
        Database.InScopeAsync(scope => scope.Context.Leases.Where(lease => lease.Id == "work").Select(lease => lease.Until).SingleAsync());
}
