using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Auditing;

internal sealed class SecurityEventWriterTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private readonly Guid adaId = Guid.NewGuid();
    private readonly Guid bobId = Guid.NewGuid();

    [Test]
    public async Task Add_WhenTheRequestSaves_SavesTheEventWithIt()
    {
        await Database.InScopeAsync(async scope =>
        {
            scope.Events.Add(SecurityEventKind.PasswordChanged, adaId, null);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        SecurityEvent saved = (await ReadAsync(before: long.MaxValue, count: 10)).Single();
        Assert.That((saved.Kind, saved.At, saved.Network), Is.EqualTo((SecurityEventKind.PasswordChanged, TestData.Now, "192.0.2.7")));
    }

    [Test]
    public async Task Read_WhenThereAreMoreThanAPage_ReturnsThePagesOfTheAccountNewestFirst()
    {
        for (int index = 0; index < 5; index++)
        {
            await Database.SaveAsync(NewEvent(adaId, index));
            await Database.SaveAsync(NewEvent(bobId, index));
        }

        IReadOnlyList<SecurityEvent> first = await ReadAsync(before: long.MaxValue, count: 2);
        IReadOnlyList<SecurityEvent> second = await ReadAsync(before: first[^1].Id, count: 2);
        IReadOnlyList<SecurityEvent> third = await ReadAsync(before: second[^1].Id, count: 2);

        SecurityEvent[] all = [.. first, .. second, .. third];
        Assert.That(all.Select(item => item.At.Second - TestData.Now.Second), Is.EqualTo([4, 3, 2, 1, 0]));
        Assert.That(all.Select(item => item.UserId), Is.All.EqualTo(adaId));
    }

    private static SecurityEvent NewEvent(Guid userId, int second) =>
        SecurityEvent.Create(SecurityEventKind.LoggedIn, userId, null, null, TestData.Now.AddSeconds(second));

    private Task<IReadOnlyList<SecurityEvent>> ReadAsync(long before, int count) =>
        Database.InScopeAsync(scope => scope.AuditLog.ReadAsync(new EventSearch(adaId), before, count, default));
}
