using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Sweeping;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Sweeping;

/// <summary>Decides which instance sweeps, and when.</summary>
internal sealed class SweepingServiceTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    // A timer may fire slightly early.
    [Test]
    public async Task SweepIfDue_WhenTheTimerIsSlightlyEarly_StillSweeps()
    {
        await SweepAsync(Database.Instance);
        Database.Instance.Clock.Advance(Period - Millisecond);

        await SweepAsync(Database.Instance);

        Assert.That(await ReadDoneAtAsync(), Is.EqualTo(TestData.Now + Period - Millisecond));
    }

    [Test]
    public async Task SweepIfDue_WhenAnotherInstanceSweptRecently_DoesNothing()
    {
        ServiceInstance other = Database.StartInstance();
        await SweepAsync(Database.Instance);
        other.Clock.Advance(Period / 2);

        await SweepAsync(other);

        Assert.That(await ReadDoneAtAsync(), Is.EqualTo(TestData.Now));
    }

    [Test]
    public async Task SweepIfDue_WhenAnotherInstanceIsSweeping_DoesNothing()
    {
        await using HeldLease? otherLease = await Database.StartInstance().HoldLeaseAsync(StoreSweeper.LeaseName);

        await SweepAsync(Database.Instance);

        Assert.That(otherLease, Is.Not.Null);
        Assert.That(await ReadDoneAtAsync(), Is.Null);
    }

    [Test]
    public async Task SweepIfDue_WhenTheClockWasAheadAtTheLastSweep_Sweeps()
    {
        await SweepAsync(Database.Instance);
        await Database.InScopeAsync(scope => scope.Leases.RecordDoneAsync(StoreSweeper.LeaseName, TestData.Now.AddYears(1), default));
        Database.Instance.Clock.Advance(TimeSpan.FromSeconds(1));

        await SweepAsync(Database.Instance);

        Assert.That(await ReadDoneAtAsync(), Is.EqualTo(TestData.Now.AddSeconds(1)));
    }

    [Test]
    public async Task Service_WhenItNeverRunsForAWholePeriod_StillSweeps()
    {
        ServiceInstance instance = Database.StartInstance(settings: ("Sweeping:Period", "1.00:00:00"));
        using SweepingService sweeping = instance.Sweeping;
        await sweeping.StartAsync(default);

        for (int minute = 0; minute < 500 && await ReadDoneAtAsync() is null; minute++)
        {
            instance.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await sweeping.StopAsync(default);
        Assert.That(await ReadDoneAtAsync(), Is.Not.Null);
    }

    private static async Task SweepAsync(ServiceInstance instance)
    {
        using SweepingService sweeping = instance.Sweeping;
        await sweeping.SweepIfDueAsync(default);
    }

    private Task<DateTimeOffset?> ReadDoneAtAsync() => Database.InScopeAsync(scope =>
        scope.Context.Leases.Where(lease => lease.Id == StoreSweeper.LeaseName).Select(lease => lease.DoneAt).SingleOrDefaultAsync());
}
