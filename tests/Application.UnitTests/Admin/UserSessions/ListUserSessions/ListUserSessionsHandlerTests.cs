using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin.UserSessions;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.ListUserSessions;

internal sealed class ListUserSessionsHandlerTests
{
    private const int PageSize = 50;

    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> history = new();
    private readonly User owner;

    public ListUserSessionsHandlerTests() => owner = ports.Register(TestData.NewUser());

    [Test]
    public async Task ListUserSessions_WhenOneHasEnded_ReturnsEveryMember()
    {
        Session session = TestData.NewSession(owner);
        session.End(SessionEndReason.ReuseDetected, TestData.Now);
        StubSessions(new StoredSession(session, HasLiveToken: true));

        UserSessionsPageDto page = await HandleAsync();

        Assert.That(page.Next, Is.Null);
        Assert.That(page.Results, Is.EqualTo(
        [
            new UserSessionDto(
                session.Id,
                owner.Id,
                "ended",
                IsAdmin: false,
                TestData.Earlier,
                TestData.Earlier,
                TestData.Earlier.AddDays(30),
                TestData.Now,
                "reuse_detected",
                TestData.Network,
                TestData.UserAgent),
        ]));
    }

    [TestCase(true, false, ExpectedResult = "live")]
    [TestCase(false, false, ExpectedResult = "expired", Description = "Its refresh token expired unused.")]
    [TestCase(false, true, ExpectedResult = "live", Description = "An admin session has no tokens.")]
    public async Task<string> ListUserSessions_WhenOneHasNotEnded_ReturnsWhetherItIsLive(bool hasLiveToken, bool isAdmin)
    {
        Session session = isAdmin
            ? Session.OpenAdmin(owner, TimeSpan.FromHours(8), TestData.Network, TestData.UserAgent, TestData.Earlier)
            : TestData.NewSession(owner);
        StubSessions(new StoredSession(session, hasLiveToken));

        UserSessionsPageDto page = await HandleAsync();

        Assert.That(page.Results[0].IsAdmin, Is.EqualTo(isAdmin));
        return page.Results[0].State;
    }

    [Test]
    public async Task ListUserSessions_WhenOneReachesItsExpiry_ReturnsTheStateExpired()
    {
        StubSessions(new StoredSession(TestData.NewSession(owner, lifetime: TestData.Now - TestData.Earlier), HasLiveToken: false));

        UserSessionsPageDto page = await HandleAsync();

        Assert.That(page.Results[0].State, Is.EqualTo("expired"));
    }

    [Test]
    public async Task ListUserSessions_WhenOneHasAnOldEpoch_ReturnsTheStateEnded([Values] bool isDeactivated)
    {
        StubSessions(new StoredSession(TestData.NewSession(owner), HasLiveToken: true));
        if (isDeactivated)
        {
            owner.Deactivate(TestData.Now);
        }
        else
        {
            owner.ReplacePassword("another hash", TestData.Now);
        }

        UserSessionsPageDto page = await HandleAsync();

        Assert.That(page.Results[0].State, Is.EqualTo("ended"));
    }

    [TestCase(0)]
    [TestCase(PageSize)]
    public async Task ListUserSessions_WhenAllFitOnThePage_ReturnsNoCursor(int count)
    {
        StubSessions(NewSessions(count));

        UserSessionsPageDto page = await HandleAsync();

        Assert.That((page.Results.Count, page.Next), Is.EqualTo((count, (string?)null)));
    }

    [Test]
    public async Task ListUserSessions_WhenThereAreMore_ReturnsTheCursorOfTheLastRow()
    {
        StoredSession[] found = NewSessions(PageSize + 1);
        StubSessions(found);

        UserSessionsPageDto page = await HandleAsync();
        await HandleAsync(page.Next);

        Session last = found[PageSize - 1].Session;
        Assert.That(page.Results, Has.Count.EqualTo(PageSize));
        VerifyReadBefore(PagePosition.Start);
        VerifyReadBefore(new PagePosition(last.OpenedAt, last.Id));
    }

    [Test]
    public void ListUserSessions_WhenTheAccountIsUnknown_IsNotFound()
    {
        Func<Task> act = () => Handler().Handle(new ListUserSessionsQuery(Staff.Id, Guid.NewGuid(), Cursor: null), default);

        Assert.ThrowsAsync<NotFoundException>(act);
        history.VerifyNoOtherCalls();
    }

    private StoredSession[] NewSessions(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new StoredSession(TestData.NewSession(owner), HasLiveToken: true))];

    private void StubSessions(params StoredSession[] found) => history
        .Setup(port => port.ReadSessionsAsync(
            owner.Id, It.IsAny<PagePosition>(), PageSize + 1, TestData.Now, It.IsAny<CancellationToken>()))
        .ReturnsAsync(found);

    private void VerifyReadBefore(PagePosition position) => history.Verify(
        port => port.ReadSessionsAsync(owner.Id, position, PageSize + 1, TestData.Now, It.IsAny<CancellationToken>()),
        Times.Once);

    private Task<UserSessionsPageDto> HandleAsync(string? cursor = null) =>
        Handler().Handle(new ListUserSessionsQuery(Staff.Id, owner.Id, cursor), default);

    private ListUserSessionsHandler Handler() => new(ports.Users.Object, history.Object, ports.Clock);
}
