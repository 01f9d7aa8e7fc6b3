using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin.UserSessions;
using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.UserSessions.ListRefreshTokens;

internal sealed class ListRefreshTokensHandlerTests
{
    private const int PageSize = 50;

    private readonly Ports ports = new();
    private readonly Mock<ISessionHistory> history = new();
    private readonly User owner;

    public ListRefreshTokensHandlerTests() => owner = ports.Register(TestData.NewUser());

    [Test]
    public async Task ListRefreshTokens_WhenOneWasExchanged_ReturnsEveryMember()
    {
        PresentedToken token = TestData.NewToken(owner, consumedAt: TestData.Now);
        StubTokens(token);

        RefreshTokensPageDto page = await HandleAsync();

        Assert.That(page.Next, Is.Null);
        Assert.That(page.Results, Is.EqualTo(
        [
            new RefreshTokenDto(
                token.Token.Id,
                token.Session.Id,
                "consumed",
                TestData.Earlier,
                TestData.Earlier.AddDays(1),
                TestData.Now),
        ]));
    }

    // Columns: is the token consumed, the state of its session, has the token expired.
    [TestCase(false, false, false, ExpectedResult = "outstanding")]
    [TestCase(false, false, true, ExpectedResult = "expired")]
    [TestCase(false, true, false, ExpectedResult = "blacklisted")]
    [TestCase(false, true, true, ExpectedResult = "blacklisted")]
    [TestCase(true, false, false, ExpectedResult = "consumed")]
    [TestCase(true, true, true, ExpectedResult = "consumed")]
    public async Task<string> ListRefreshTokens_WhenThereIsAToken_ReturnsItsState(bool isConsumed, bool isEnded, bool isExpired)
    {
        PresentedToken token = TestData.NewToken(
            owner,
            lifetime: isExpired ? TestData.Now - TestData.Earlier : null,
            consumedAt: isConsumed ? TestData.Earlier : null);
        if (isEnded)
        {
            token.Session.End(SessionEndReason.Logout, TestData.Earlier);
        }

        StubTokens(token);

        return (await HandleAsync()).Results[0].State;
    }

    [Test]
    public async Task ListRefreshTokens_WhenThePasswordWasChanged_ReturnsTheStateBlacklisted()
    {
        StubTokens(TestData.NewToken(owner));
        owner.ReplacePassword("another hash", TestData.Now);

        RefreshTokensPageDto page = await HandleAsync();

        Assert.That(page.Results[0].State, Is.EqualTo("blacklisted"));
    }

    [Test]
    public async Task ListRefreshTokens_WhenThereAreMore_ReturnsTheCursorOfTheLastRow()
    {
        PresentedToken[] found = [.. Enumerable.Range(0, PageSize + 1).Select(_ => TestData.NewToken(owner))];
        StubTokens(found);

        RefreshTokensPageDto page = await HandleAsync();
        await HandleAsync(page.Next);

        RefreshToken last = found[PageSize - 1].Token;
        Assert.That(page.Results, Has.Count.EqualTo(PageSize));
        VerifyReadBefore(PagePosition.Start);
        VerifyReadBefore(new PagePosition(last.IssuedAt, last.Id));
    }

    [Test]
    public void ListRefreshTokens_WhenTheAccountIsUnknown_IsNotFound()
    {
        Func<Task> act = () => Handler().Handle(new ListRefreshTokensQuery(Staff.Id, Guid.NewGuid(), Cursor: null), default);

        Assert.ThrowsAsync<NotFoundException>(act);
        history.VerifyNoOtherCalls();
    }

    private void StubTokens(params PresentedToken[] found) => history
        .Setup(port => port.ReadTokensAsync(owner.Id, It.IsAny<PagePosition>(), PageSize + 1, It.IsAny<CancellationToken>()))
        .ReturnsAsync([.. found.Select(token => new StoredRefreshToken(token.Token, token.Session))]);

    private void VerifyReadBefore(PagePosition position) => history.Verify(
        port => port.ReadTokensAsync(owner.Id, position, PageSize + 1, It.IsAny<CancellationToken>()),
        Times.Once);

    private Task<RefreshTokensPageDto> HandleAsync(string? cursor = null) =>
        Handler().Handle(new ListRefreshTokensQuery(Staff.Id, owner.Id, cursor), default);

    private ListRefreshTokensHandler Handler() => new(ports.Users.Object, history.Object, ports.Clock);
}
