using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Events.ListEvents;

internal sealed class ListEventsHandlerTests
{
    private const int PageSize = 50;

    private static readonly Guid UserId = Guid.NewGuid();
    private static readonly Guid SessionId = Guid.NewGuid();

    private readonly Mock<IAuditLog> auditLog = new();
    private readonly Ports ports = new();

    [Test]
    public async Task ListEvents_WhenThereIsAnEvent_ReturnsEveryMember()
    {
        StubEvents(SecurityEvent.Create(SecurityEventKind.LoggedIn, UserId, SessionId, TestData.Network, TestData.Earlier, Staff.Id));

        StaffEventsPageDto page = await HandleAsync(new EventFilter());

        Assert.That(page.Next, Is.Null);
        Assert.That(
            page.Results,
            Is.EqualTo([new StaffEventDto(0, "logged_in", TestData.Earlier, UserId, SessionId, Staff.Id, TestData.Network)]));
    }

    [Test]
    public async Task ListEvents_WhenTheAccountsExist_ReturnsTheirAddresses()
    {
        StubEvents(SecurityEvent.Create(SecurityEventKind.LoggedIn, UserId, SessionId, TestData.Network, TestData.Earlier, Staff.Id));
        StubEmails(new() { [UserId] = TestData.Email, [Staff.Id] = "root@example.com" });

        StaffEventsPageDto page = await HandleAsync(new EventFilter());

        Assert.That((page.Results[0].UserEmail, page.Results[0].ActorEmail), Is.EqualTo((TestData.Email, "root@example.com")));
    }

    [Test]
    public async Task ListEvents_WhenFilteredByAddress_SearchesForItsAccount()
    {
        User ada = ports.Register(TestData.NewUser());
        StubEvents();

        await HandleAsync(new EventFilter(Email: TestData.Email));

        VerifyRead(new EventSearch(ada.Id), long.MaxValue);
    }

    [Test]
    public async Task ListEvents_WhenNoAccountHasTheAddress_ReturnsNothing()
    {
        StubEvents(SecurityEvent.Create(SecurityEventKind.LoggedIn, UserId, SessionId, TestData.Network, TestData.Earlier));

        StaffEventsPageDto page = await HandleAsync(new EventFilter(Email: "nobody@example.com"));

        Assert.That((page.Results.Count, page.Next), Is.EqualTo((0, (long?)null)));
        auditLog.VerifyNoOtherCalls();
    }

    [Test]
    public async Task ListEvents_WhenNotFiltered_ReadsAllNewestFirst()
    {
        StubEvents();

        await HandleAsync(new EventFilter());

        VerifyRead(new EventSearch(), long.MaxValue);
    }

    // PostgreSQL accepts only UTC times.
    [Test]
    public async Task ListEvents_WhenFilteredByEverything_SearchesInUtc()
    {
        StubEvents();
        DateTimeOffset since = new(2026, 3, 1, 1, 0, 0, TimeSpan.FromHours(2));

        await HandleAsync(new EventFilter(UserId, "reuse_detected", since, since.AddDays(1)), cursor: 41);

        DateTimeOffset utc = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);
        VerifyRead(new EventSearch(UserId, null, SecurityEventKind.ReuseDetected, utc, utc.AddDays(1)), 41);
        EventSearch search = (EventSearch)auditLog.Invocations[0].Arguments[0]!;
        Assert.That((search.Since?.Offset, search.Until?.Offset), Is.EqualTo((TimeSpan.Zero, TimeSpan.Zero)));
    }

    [TestCase(PageSize, null)]
    [TestCase(PageSize + 1, 20L)]
    public async Task ListEvents_WhenThereAreMoreThanAPage_ReturnsTheCursorOfTheLastRow(int count, long? next)
    {
        StubEvents([.. Enumerable.Range(1, count).Reverse().Select(NewEvent)]);

        StaffEventsPageDto page = await HandleAsync(new EventFilter());

        Assert.That((page.Results.Count, page.Next), Is.EqualTo((PageSize, next)));
    }

    // The database assigns the ids, so the test sets them by reflection.
    private static SecurityEvent NewEvent(int id)
    {
        SecurityEvent item = SecurityEvent.Create(SecurityEventKind.LoggedIn, UserId, null, null, TestData.Earlier.AddSeconds(id));
        typeof(SecurityEvent).GetProperty(nameof(item.Id))!.SetValue(item, (long)id * 10);
        return item;
    }

    private void StubEvents(params SecurityEvent[] found) => auditLog
        .Setup(port => port.ReadAsync(It.IsAny<EventSearch>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(found);

    private void StubEmails(Dictionary<Guid, string> emails) => ports.Users
        .Setup(users => users.ReadEmailsAsync(It.IsAny<IReadOnlyCollection<Guid>>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(emails);

    private void VerifyRead(EventSearch search, long before)
    {
        auditLog.Verify(port => port.ReadAsync(search, before, PageSize + 1, It.IsAny<CancellationToken>()), Times.Once);
        auditLog.VerifyNoOtherCalls();
    }

    private Task<StaffEventsPageDto> HandleAsync(EventFilter filter, long? cursor = null) =>
        new ListEventsHandler(auditLog.Object, ports.Users.Object).Handle(new ListEventsQuery(Staff.Id, filter, cursor), default);
}
