using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Auditing;

internal sealed class AuditLogTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly Guid Ada = Guid.NewGuid();
    private static readonly Guid Bob = Guid.NewGuid();
    private static readonly Guid SessionId = Guid.NewGuid();

    private static IEnumerable<TestCaseData> Searches =>
    [
        Row("all", new EventSearch(), 7, 6, 5, 4, 3, 2, 1),
        Row("of a user", new EventSearch(Ada), 7, 4, 3, 1),
        Row("of a kind", new EventSearch(Kind: SecurityEventKind.LoggedIn), 7, 5, 3, 2, 1),
        Row("of a user and a kind", new EventSearch(Ada, Kind: SecurityEventKind.LoggedIn), 7, 3, 1),
        Row("of a session", new EventSearch(Ada, SessionId), 4, 3),
        Row("since its time", new EventSearch(Since: At(2)), 7, 6, 5, 4),
        Row("until before its time", new EventSearch(Until: At(2)), 3, 2, 1),
        Row("between", new EventSearch(Since: At(1), Until: At(3)), 5, 4, 3, 2),
        Row("of a user, a kind and a time", new EventSearch(Ada, Kind: SecurityEventKind.LoggedIn, Since: At(1), Until: At(3)), 3),
        Row("of the longest time", new EventSearch(Since: DateTimeOffset.MinValue, Until: DateTimeOffset.MaxValue), 7, 6, 5, 4, 3, 2, 1),
        Row("of an unknown account", new EventSearch(Guid.NewGuid())),
        Row("of an empty time", new EventSearch(Since: At(3), Until: At(1))),
    ];

    [SetUp]
    public async Task SaveEventsAsync()
    {
        // Save each event separately, so that the ids are 1, 2, 3 and so on.
        foreach (SecurityEvent item in new[]
        {
            New(SecurityEventKind.LoggedIn, Ada, hours: 0),
            New(SecurityEventKind.LoggedIn, Bob, hours: 1),
            New(SecurityEventKind.LoggedIn, Ada, hours: 1, SessionId),
            New(SecurityEventKind.LoggedOut, Ada, hours: 2, SessionId),
            New(SecurityEventKind.LoggedIn, Bob, hours: 2),
            New(SecurityEventKind.KeyRotated, null, hours: 3),
            New(SecurityEventKind.LoggedIn, Ada, hours: 4),
        })
        {
            await Database.SaveAsync(item);
        }
    }

    [TestCaseSource(nameof(Searches))]
    public async Task Read_WhenFiltered_ReturnsTheMatchesNewestFirst(EventSearch search, long[] expected)
    {
        IReadOnlyList<SecurityEvent> read = await ReadAsync(search);
        long count = await Database.InScopeAsync(scope => scope.AuditLog.CountAsync(search, default));

        Assert.That(read.Select(item => item.Id), Is.EqualTo(expected));
        Assert.That(count, Is.EqualTo(expected.Length));
    }

    [Test]
    public async Task Read_WhenThereIsACursor_ReturnsOlderEvents()
    {
        IReadOnlyList<SecurityEvent> read = await ReadAsync(new EventSearch(Ada, Until: At(3)), before: 4, count: 1);

        Assert.That(read.Select(item => item.Id), Is.EqualTo(new[] { 3L }));
    }

    // A queued event is saved later than it happened.
    [Test]
    public async Task Read_WhenEventsWereSavedOutOfOrder_FindsThemByTheirTime()
    {
        await Database.SaveAsync(New(SecurityEventKind.Registered, Bob, hours: 5.5));
        await Database.SaveAsync(New(SecurityEventKind.LoginFailed, Bob, hours: 5.4));
        await Database.SaveAsync(New(SecurityEventKind.LoggedIn, Bob, hours: 9));

        IReadOnlyList<SecurityEvent> until = await ReadAsync(new EventSearch(Bob, Since: At(5), Until: At(5.45)));
        IReadOnlyList<SecurityEvent> since = await ReadAsync(new EventSearch(Bob, Since: At(5.45), Until: At(6)));

        Assert.That(until.Select(item => item.Kind), Is.EqualTo([SecurityEventKind.LoginFailed]));
        Assert.That(since.Select(item => item.Kind), Is.EqualTo([SecurityEventKind.Registered]));
    }

    [Test]
    public async Task Add_WhenDoneForStaff_StoresTheActor()
    {
        Guid actor = Guid.NewGuid();

        await Database.InScopeAsync(scope =>
        {
            scope.Staff.Set(new(actor, "boss", IsSuperuser: true, Domain.Accounts.PermissionSet.None));
            scope.Events.Add(SecurityEventKind.GroupChanged, null, null);
            return scope.UnitOfWork.SaveChangesAsync(default);
        });

        IReadOnlyList<SecurityEvent> read = await ReadAsync(new EventSearch(Kind: SecurityEventKind.GroupChanged));
        Assert.That(read.Single().ActorId, Is.EqualTo(actor));
    }

    private static DateTimeOffset At(double hours) => TestData.Now.AddHours(hours);

    private static SecurityEvent New(SecurityEventKind kind, Guid? userId, double hours, Guid? sessionId = null) =>
        SecurityEvent.Create(kind, userId, sessionId, "192.0.2.7", At(hours));

    private static TestCaseData Row(string label, EventSearch search, params long[] ids) =>
        new TestCaseData(search, ids).SetArgDisplayNames(label);

    private Task<IReadOnlyList<SecurityEvent>> ReadAsync(EventSearch search, long before = long.MaxValue, int count = 50) =>
        Database.InScopeAsync(scope => scope.AuditLog.ReadAsync(search, before, count, default));
}
