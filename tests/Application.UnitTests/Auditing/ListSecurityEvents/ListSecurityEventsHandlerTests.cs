using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Auditing.ListSecurityEvents;
using CleanAuth.Domain.Auditing;
using Moq;

namespace CleanAuth.Application.UnitTests.Auditing.ListSecurityEvents;

internal sealed class ListSecurityEventsHandlerTests
{
    private const int PageSize = 50;

    private readonly Guid userId = Guid.NewGuid();
    private readonly Mock<IAuditLog> auditLog = new();

    [Test]
    public async Task ListSecurityEvents_WhenThereIsAnEvent_ReturnsEveryMember()
    {
        Guid sessionId = Guid.NewGuid();
        StubEvents(SecurityEvent.Create(SecurityEventKind.LoggedIn, userId, sessionId, TestData.Network, TestData.Earlier));

        SecurityEventsDto dto = await Handler().Handle(new ListSecurityEventsQuery(userId, Cursor: null), default);

        Assert.That(dto.Events, Is.EqualTo([new SecurityEventDto("logged_in", TestData.Earlier, sessionId, TestData.Network)]));
    }

    [TestCase(SecurityEventKind.Registered, ExpectedResult = "registered")]
    [TestCase(SecurityEventKind.LoggedIn, ExpectedResult = "logged_in")]
    [TestCase(SecurityEventKind.LoginFailed, ExpectedResult = "login_failed")]
    [TestCase(SecurityEventKind.RefreshRepeated, ExpectedResult = "refresh_repeated")]
    [TestCase(SecurityEventKind.ReuseDetected, ExpectedResult = "reuse_detected")]
    [TestCase(SecurityEventKind.LoggedOut, ExpectedResult = "logged_out")]
    [TestCase(SecurityEventKind.SessionEnded, ExpectedResult = "session_ended")]
    [TestCase(SecurityEventKind.PasswordChanged, ExpectedResult = "password_changed")]
    [TestCase(SecurityEventKind.KeyRotated, ExpectedResult = "key_rotated")]
    public async Task<string> ListSecurityEvents_WhenCalled_ReturnsTheKindInSnakeCase(SecurityEventKind kind)
    {
        StubEvents(SecurityEvent.Create(kind, userId, null, null, TestData.Now));

        SecurityEventsDto dto = await Handler().Handle(new ListSecurityEventsQuery(userId, Cursor: null), default);

        return dto.Events.Single().Kind;
    }

    [Test]
    public async Task ListSecurityEvents_WhenThereIsNoCursor_StartsWithTheNewest()
    {
        StubEvents();

        await Handler().Handle(new ListSecurityEventsQuery(userId, Cursor: null), default);

        VerifyReadBefore(long.MaxValue);
    }

    [TestCase(0)]
    [TestCase(4711)]
    public async Task ListSecurityEvents_WhenThereIsACursor_ReturnsOlderEvents(long cursor)
    {
        StubEvents();

        await Handler().Handle(new ListSecurityEventsQuery(userId, cursor), default);

        VerifyReadBefore(cursor);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(PageSize)]
    public async Task ListSecurityEvents_WhenAllFitOnThePage_ReturnsNoCursor(int count)
    {
        StubEvents(NewEvents(count));

        SecurityEventsDto dto = await Handler().Handle(new ListSecurityEventsQuery(userId, Cursor: null), default);

        Assert.That((dto.Events.Count, dto.Next), Is.EqualTo((count, (long?)null)));
    }

    [Test]
    public async Task ListSecurityEvents_WhenThereAreMore_ReturnsTheCursorOfTheLastRow()
    {
        SecurityEvent[] found = NewEvents(PageSize + 1);
        StubEvents(found);

        SecurityEventsDto dto = await Handler().Handle(new ListSecurityEventsQuery(userId, Cursor: null), default);

        Assert.That((dto.Events.Count, dto.Next), Is.EqualTo((PageSize, (long?)found[PageSize - 1].Id)));
    }

    [Test]
    public async Task ListSecurityEvents_WhenThereAreSeveral_KeepsTheirOrder()
    {
        SecurityEvent[] found = NewEvents(3);
        StubEvents(found);

        SecurityEventsDto dto = await Handler().Handle(new ListSecurityEventsQuery(userId, Cursor: null), default);

        Assert.That(dto.Events.Select(item => item.At), Is.EqualTo(found.Select(item => item.At)));
    }

    // Newest first, as the database returns them. The database assigns the ids, so the test sets them by reflection.
    private SecurityEvent[] NewEvents(int count) => [.. Enumerable.Range(1, count).Reverse().Select(NewEvent)];

    private SecurityEvent NewEvent(int id)
    {
        SecurityEvent item = SecurityEvent.Create(SecurityEventKind.LoggedIn, userId, null, null, TestData.Earlier.AddSeconds(id));
        typeof(SecurityEvent).GetProperty(nameof(item.Id))!.SetValue(item, (long)id * 10);
        return item;
    }

    private void StubEvents(params SecurityEvent[] found) => auditLog
        .Setup(port => port.ReadAsync(It.IsAny<EventSearch>(), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(found);

    private void VerifyReadBefore(long cursor)
    {
        auditLog.Verify(port => port.ReadAsync(new EventSearch(userId), cursor, PageSize + 1, It.IsAny<CancellationToken>()), Times.Once);
        auditLog.VerifyNoOtherCalls();
    }

    private ListSecurityEventsHandler Handler() => new(auditLog.Object);
}
