using CleanAuth.Application.Sessions.EndSessions;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Sessions.EndSessions;

internal sealed class EndSessionsHandlerTests
{
    private readonly Ports ports = new();

    [TestCase(false)]
    [TestCase(true)]
    public async Task EndSessions_WhetherAllAreMeantOrTheOthers_EndsThemAtOnce(bool all)
    {
        EndSessionsCommand command = new(UserId: Guid.NewGuid(), SessionId: Guid.NewGuid(), all);

        await new EndSessionsHandler(ports.Sessions.Object, ports.Clock).Handle(command, default);

        Assert.That(ports.SessionWrites, Is.EqualTo(["EndAllAsync"]));
        ports.Sessions.Verify(sessions => sessions.EndAllAsync(
            command.UserId,
            all ? null : command.SessionId,
            SessionEnd.RevokedByUser,
            TestData.Now,
            It.IsAny<CancellationToken>()));
    }
}
