using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Leases;

internal sealed class LeaseHolderTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);

    [Test]
    public async Task TryTake_WhenAnotherInstanceHoldsTheLease_ReturnsFalse()
    {
        ServiceInstance other = Database.StartInstance();
        bool first = await TakeAsync(Database.Instance);

        bool second = await TakeAsync(other);

        Assert.That((first, second), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task TryTake_WhenTheLeaseIsForOtherWork_Succeeds()
    {
        await TakeAsync(Database.Instance);

        bool taken = await TakeAsync(Database.Instance, "other work");

        Assert.That(taken, Is.True);
    }

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true)]
    public async Task<bool> TryTake_WhenTheLeaseExpires_SucceedsFromThatMoment(int microseconds)
    {
        ServiceInstance other = Database.StartInstance();
        await TakeAsync(Database.Instance);
        other.Clock.Advance(Duration + TimeSpan.FromMicroseconds(microseconds));

        return await TakeAsync(other);
    }

    [Test]
    public async Task TryTake_WhenCalledByManyAtOnce_SucceedsOnce([Values] bool wasHeldBefore)
    {
        ServiceInstance[] instances = [.. Enumerable.Range(0, 8).Select(_ => Database.StartInstance())];
        if (wasHeldBefore)
        {
            await TakeAsync(Database.Instance);
            Array.ForEach(instances, instance => instance.Clock.Advance(Duration));
        }

        bool[] results = await Race.RunAsync(8, caller => TakeAsync(instances[caller]));

        Assert.That(results.Count(taken => taken), Is.EqualTo(1));
    }

    [Test]
    public async Task TryTake_WhenTheDatabaseFails_Throws()
    {
        FailingStatements fault = new(command => command.CommandText.Contains("INSERT", StringComparison.Ordinal));
        ServiceInstance instance = Database.StartInstance(interceptor: fault);

        Func<Task> act = () => TakeAsync(instance);

        Assert.ThrowsAsync<DbUpdateException>(act);
        Assert.That(await TakeAsync(Database.Instance), Is.True);
    }

    [Test]
    public async Task NoteDone_WhenTheLeaseWasNeverTaken_LeavesItFree()
    {
        await RecordDoneAsync(TestData.Now);

        Lease lease = await ReadAsync();
        Assert.That(lease.DoneAt, Is.EqualTo(TestData.Now));
        Assert.That(await TakeAsync(Database.Instance), Is.True);
    }

    [Test]
    public async Task NoteDone_WhenAnotherInstanceHoldsTheLease_DoesNotChangeTheHolder()
    {
        await TakeAsync(Database.Instance);

        await RecordDoneAsync(TestData.Now.AddSeconds(3));

        Lease lease = await ReadAsync();
        Assert.That((lease.Until, lease.DoneAt), Is.EqualTo((TestData.Now + Duration, TestData.Now.AddSeconds(3))));
    }

    [Test]
    public async Task TryRenew_WhenTheLeaseIsHeld_ExtendsIt()
    {
        ServiceInstance other = Database.StartInstance();
        DateTimeOffset held = (await HoldAsync(Database.Instance))!.Value;
        Database.Instance.Clock.Advance(Duration / 2);
        other.Clock.Advance(Duration);

        DateTimeOffset? renewed = await Database.InScopeAsync(scope => scope.Leases.TryRenewAsync("work", held, Duration, default));

        Assert.That(renewed, Is.EqualTo(held + (Duration / 2)));
        Assert.That(await TakeAsync(other), Is.False);
    }

    [Test]
    public async Task TryRenew_WhenAnotherInstanceTookTheLease_ReturnsNullAndChangesNothing()
    {
        ServiceInstance other = Database.StartInstance();
        DateTimeOffset held = (await HoldAsync(Database.Instance))!.Value;
        other.Clock.Advance(Duration);
        DateTimeOffset? until = await HoldAsync(other);

        DateTimeOffset? renewed = await Database.InScopeAsync(scope => scope.Leases.TryRenewAsync("work", held, Duration, default));
        await Database.InScopeAsync(scope => scope.Leases.ReleaseAsync("work", held, default));

        Assert.That(renewed, Is.Null);
        Assert.That((await ReadAsync()).Until, Is.EqualTo(until));
    }

    [Test]
    public async Task Release_WhenTheLeaseIsHeld_LetsAnotherInstanceTakeItAtOnce()
    {
        DateTimeOffset held = (await HoldAsync(Database.Instance))!.Value;

        await Database.InScopeAsync(scope => scope.Leases.ReleaseAsync("work", held, default));

        Assert.That(await TakeAsync(Database.StartInstance()), Is.True);
    }

    [Test]
    public async Task TryRenew_WhenTheTimeIsMorePreciseThanTheDatabase_FindsTheLease()
    {
        Database.Instance.Clock.Advance(TimeSpan.FromTicks(1_234_567));
        DateTimeOffset held = (await HoldAsync(Database.Instance))!.Value;

        Assert.That(await Database.InScopeAsync(scope => scope.Leases.TryRenewAsync("work", held, Duration, default)), Is.Not.Null);
    }

    private static Task<DateTimeOffset?> HoldAsync(ServiceInstance instance) =>
        instance.InScopeAsync(scope => scope.Leases.TryAcquireAsync("work", Duration, default));

    private Task RecordDoneAsync(DateTimeOffset at) => Database.InScopeAsync(scope => scope.Leases.RecordDoneAsync("work", at, default));

    private Task<Lease> ReadAsync() =>
        Database.InScopeAsync(scope => scope.Context.Leases.AsNoTracking().SingleAsync(lease => lease.Id == "work"));

    private static Task<bool> TakeAsync(ServiceInstance instance, string name = "work") =>
        instance.InScopeAsync(async scope => await scope.Leases.TryAcquireAsync(name, Duration, default) is not null);
}
