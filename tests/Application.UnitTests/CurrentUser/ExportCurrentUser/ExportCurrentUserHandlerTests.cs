using System.Reflection;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.CurrentUser.ExportCurrentUser;

internal sealed class ExportCurrentUserHandlerTests
{
    private readonly Ports ports = new();
    private readonly Mock<IAccountDataReader> accountData = new();
    private readonly Mock<IAuditLog> auditLog = new();

    [Test]
    public void ExportedAccount_WhenUserHasANewColumn_HasItTooExceptTheHash()
    {
        // Skip derived properties, which have no column.
        IEnumerable<string> columns = typeof(User).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)
            .Except([nameof(User.PasswordHash)])

            // The owner learns that staff did it, but not which member.
            .Select(name => name.Replace("SetBy", "SetByStaff", StringComparison.Ordinal));

        Assert.That(
            typeof(ExportedAccountDto).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name),
            Is.EquivalentTo(columns));
    }

    [Test]
    public async Task ExportCurrentUser_WhenThereAreManyEvents_ReadsPageAfterPageWhileTheCallerReads()
    {
        User user = ports.Register(TestData.NewUser());
        List<long> cursors = StubEvents(user.Id, 1_250);

        Session session = StubSession(user);

        AccountExportDto export = await Handler().Handle(new ExportCurrentUserQuery(user.Id, session.Id), default);

        Assert.That(cursors, Is.Empty);
        Assert.That(await export.SecurityEvents.CountAsync(), Is.EqualTo(1_250));
        Assert.That(cursors, Is.EqualTo([long.MaxValue, 751, 251]));
    }

    [Test]
    public async Task ExportCurrentUser_WhenItsSessionEnds_ReadsNoFurtherPage()
    {
        User user = ports.Register(TestData.NewUser());
        List<long> cursors = StubEvents(user.Id, 1_250);
        Session session = StubSession(user);
        AccountExportDto export = await Handler().Handle(new ExportCurrentUserQuery(user.Id, session.Id), default);
        await using IAsyncEnumerator<ExportedEventDto> reader = export.SecurityEvents.GetAsyncEnumerator();
        await reader.MoveNextAsync();

        session.End(SessionEndReason.RevokedByUser, TestData.Now);

        Assert.ThrowsAsync<TokenNotValidException>(async () =>
        {
            while (await reader.MoveNextAsync())
            {
            }
        });
        Assert.That(cursors, Is.EqualTo([long.MaxValue]));
    }

    [Test]
    public async Task ExportCurrentUser_WhenCalled_AddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        Guid sessionId = Guid.NewGuid();

        await Handler().Handle(new ExportCurrentUserQuery(user.Id, sessionId), default);

        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.DataExported, user.Id, sessionId)]));
    }

    [TestCase(true, "user_inactive")]
    [TestCase(false, "user_not_found")]
    public void ExportCurrentUser_WhenTheAccountIsDeactivatedOrDeleted_IsRefused(bool isThere, string code)
    {
        User user = TestData.NewUser(isActive: false);
        if (isThere)
        {
            ports.Register(user);
        }

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new ExportCurrentUserQuery(user.Id, Guid.NewGuid()), default));

        Assert.That(refusal!.Code, Is.EqualTo(code));
        Assert.That(ports.Saves, Is.Zero);
    }

    private Session StubSession(User user)
    {
        Session session = TestData.NewSession(user);
        ports.History
            .Setup(history => history.ReadAsync(session.Id, It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredSession(session, HasLiveToken: true));
        return session;
    }

    // As the database returns them: numbered, newest first, at most the requested number.
    private List<long> StubEvents(Guid userId, int count)
    {
        List<long> cursors = [];
        SecurityEvent[] all = [.. Enumerable.Range(1, count).Select(number => NewEvent(userId, number)).Reverse()];
        auditLog
            .Setup(log => log.ReadAsync(new EventSearch(userId), It.IsAny<long>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Callback<EventSearch, long, int, CancellationToken>((_, before, _, _) => cursors.Add(before))
            .ReturnsAsync(
                (EventSearch _, long before, int size, CancellationToken _) => [.. all.Where(item => item.Id < before).Take(size)]);
        return cursors;
    }

    private static SecurityEvent NewEvent(Guid userId, long number)
    {
        SecurityEvent item = SecurityEvent.Create(SecurityEventKind.LoggedIn, userId, sessionId: null, TestData.Network, TestData.Now);
        typeof(SecurityEvent).GetProperty(nameof(SecurityEvent.Id))!.SetValue(item, number);
        return item;
    }

    private ExportCurrentUserHandler Handler() => new(
        ports.RightsReader.Object,
        new AccountExportReader(ports.History.Object, auditLog.Object, accountData.Object, ports.LiveSessionReader(), ports.Clock),
        ports.Events.Object,
        ports.UnitOfWork.Object,
        NullLogger<ExportCurrentUserHandler>.Instance);
}
