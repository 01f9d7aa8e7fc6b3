using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Auditing;

internal sealed class SecurityEventQueueTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Capacity = 10_000;

    [Test]
    public async Task Enqueue_WhenTheServiceStops_SavesTheEvent()
    {
        Guid userId = Guid.NewGuid();
        Guid sessionId = Guid.NewGuid();
        await Queue.StartAsync(default);
        await Database.InScopeAsync(scope =>
        {
            scope.Events.Enqueue(SecurityEventKind.LoginFailed, userId, sessionId);
            return Task.CompletedTask;
        });

        await Queue.StopAsync(default);

        SecurityEvent saved = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync());
        Assert.That((saved.Kind, saved.UserId, saved.SessionId), Is.EqualTo((SecurityEventKind.LoginFailed, userId, sessionId)));
        Assert.That((saved.At, saved.Network), Is.EqualTo((TestData.Now, "192.0.2.7")));
    }

    [Test]
    public async Task Enqueue_WhenTheRequestSavesToo_IsSavedSeparately()
    {
        await Database.InScopeAsync(async scope =>
        {
            scope.Events.Enqueue(SecurityEventKind.LoginFailed, Guid.NewGuid(), null);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        bool saved = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.AnyAsync());

        Assert.That(saved, Is.False);
    }

    [Test]
    public async Task Stop_WhenManyAreWaiting_SavesThemInOrder()
    {
        EnqueueAll(count: 450);
        await Queue.StartAsync(default);

        await Queue.StopAsync(default);

        List<DateTimeOffset> saved = await SavedInOrderAsync();
        Assert.That(saved, Has.Count.EqualTo(450).And.Ordered);
    }

    [Test]
    public async Task Enqueue_WhenTheQueueIsFull_DropsTheOldest()
    {
        EnqueueAll(count: Capacity + 5);
        await Queue.StartAsync(default);

        await Queue.StopAsync(default);

        List<DateTimeOffset> saved = await SavedInOrderAsync();
        Assert.That(saved, Has.Count.EqualTo(Capacity));
        Assert.That((saved[0], saved[^1]), Is.EqualTo((TestData.Now.AddSeconds(5), TestData.Now.AddSeconds(Capacity + 4))));
    }

    private SecurityEventQueue Queue => Database.Instance.EventQueue;

    private void EnqueueAll(int count)
    {
        for (int index = 0; index < count; index++)
        {
            Queue.Enqueue(SecurityEvent.Create(SecurityEventKind.LoginFailed, null, null, null, TestData.Now.AddSeconds(index)));
        }
    }

    private Task<List<DateTimeOffset>> SavedInOrderAsync() => Database.InScopeAsync(scope =>
        scope.Context.SecurityEvents.OrderBy(row => row.Id).Select(row => row.At).ToListAsync());
}
