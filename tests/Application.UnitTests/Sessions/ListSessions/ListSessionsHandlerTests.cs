using CleanAuth.Application.Paging;
using CleanAuth.Application.Sessions.ListSessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Sessions.ListSessions;

internal sealed class ListSessionsHandlerTests
{
    private readonly Ports ports = new();
    private readonly User user = TestData.NewUser();

    [Test]
    public async Task ListSessions_WhenThereIsASession_ReturnsEveryMember()
    {
        Session session = TestData.NewSession(user, TimeSpan.FromDays(30));
        ports.StubSessions(session);

        SessionsDto dto = await Handler().Handle(Query(), default);

        SessionDto expected = new(
            session.Id, TestData.Earlier, TestData.Earlier, TestData.Earlier.AddDays(30), TestData.Network, TestData.UserAgent);
        Assert.That(dto.Sessions, Is.EqualTo([expected]));
    }

    [Test]
    public async Task ListSessions_WhenThereAreSeveral_MarksTheCurrentAndKeepsTheirOrder()
    {
        Session[] sessions = [TestData.NewSession(user), TestData.NewSession(user), TestData.NewSession(user)];
        ports.StubSessions(sessions);

        SessionsDto dto = await Handler().Handle(Query() with { SessionId = sessions[1].Id }, default);

        Assert.That(
            dto.Sessions.Select(session => (session.Id, session.Current)),
            Is.EqualTo([(sessions[0].Id, false), (sessions[1].Id, true), (sessions[2].Id, false)]));
    }

    [Test]
    public async Task ListSessions_WhenThereAreNone_ReturnsAnEmptyList()
    {
        SessionsDto dto = await Handler().Handle(Query(), default);

        Assert.That(dto.Sessions, Is.Empty);
    }

    [Test]
    public async Task ListSessions_WhenCalled_ReadsTheCallersOnly()
    {
        await Handler().Handle(Query(), default);

        ports.Sessions.Verify(
            sessions => sessions.ReadLiveAsync(user.Id, PagePosition.Start, 51, TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
        ports.Sessions.VerifyNoOtherCalls();
    }

    [TestCase(50, false)]
    [TestCase(51, true)]
    public async Task ListSessions_WhenThereAreMoreThanAPage_ReturnsACursor(int count, bool hasNext)
    {
        Session[] sessions = [.. Enumerable.Range(0, count).Select(_ => TestData.NewSession(user))];
        ports.StubSessions(sessions);

        SessionsDto dto = await Handler().Handle(Query(), default);

        Assert.That(dto.Sessions, Has.Count.EqualTo(50));
        Assert.That(dto.Next, Is.EqualTo(hasNext ? new PagePosition(sessions[49].OpenedAt, sessions[49].Id).ToCursor() : null));
    }

    private ListSessionsQuery Query() => new(user.Id, Guid.NewGuid(), Cursor: null);

    private ListSessionsHandler Handler() => new(ports.Sessions.Object, ports.Mapper, ports.Clock);
}
