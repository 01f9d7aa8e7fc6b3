using CleanAuth.Infrastructure.IntegrationTests.Persistence;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Sweeping;

internal sealed class LeaseHolderTests(DatabaseProvider provider) : StoreTests(provider)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);

    [Test]
    public async Task TryTake_WhenAnotherHoldsIt_AnswersFalse()
    {
        ServiceInstance other = Database.StartInstance();
        bool first = await TakeAsync(Database.Instance);

        bool second = await TakeAsync(other);

        Assert.That((first, second), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task TryTake_WhenItIsForOtherWork_Succeeds()
    {
        await TakeAsync(Database.Instance);

        bool taken = await TakeAsync(Database.Instance, "other work");

        Assert.That(taken, Is.True);
    }

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true)]
    public async Task<bool> TryTake_WhenItsTimePasses_SucceedsOnceItIsOver(int microseconds)
    {
        ServiceInstance other = Database.StartInstance();
        await TakeAsync(Database.Instance);
        other.Clock.Advance(Duration + TimeSpan.FromMicroseconds(microseconds));

        return await TakeAsync(other);
    }

    [Test]
    public async Task TryTake_WhenManyTryAtOnce_OneWins([Values] bool wasHeldBefore)
    {
        ServiceInstance[] instances = [.. Enumerable.Range(0, 8).Select(_ => Database.StartInstance())];
        if (wasHeldBefore)
        {
            await TakeAsync(Database.Instance);
            Array.ForEach(instances, instance => instance.Clock.Advance(Duration));
        }

        bool[] answers = await Race.RunAsync(8, caller => TakeAsync(instances[caller]));

        Assert.That(answers.Count(taken => taken), Is.EqualTo(1));
    }

    private static Task<bool> TakeAsync(ServiceInstance instance, string name = "work") =>
        instance.InScopeAsync(scope => scope.Leases.TryTakeAsync(name, Duration, default));
}
