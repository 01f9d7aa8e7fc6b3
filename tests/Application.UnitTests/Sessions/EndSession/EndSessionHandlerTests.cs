using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions.EndSession;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Sessions.EndSession;

internal sealed class EndSessionHandlerTests
{
    private static readonly EndSessionCommand Command = new(UserId: Guid.NewGuid(), SessionId: Guid.NewGuid());

    private readonly Ports ports = new();

    [Test]
    public async Task EndSession_WhenTheSessionIsLiveAndTheCallers_EndsIt()
    {
        ports.StubEnd(Command.SessionId, Command.UserId, SessionEndReason.RevokedByUser);

        await Handler().Handle(Command, default);

        ports.VerifyEnded(Command.SessionId, Command.UserId, SessionEndReason.RevokedByUser);
    }

    [Test]
    public void EndSession_WhenTheSessionIsUnknownOrEnded_IsNotFound()
    {
        Func<Task> act = () => Handler().Handle(Command, default);

        AssertNotFound(act);
    }

    [Test]
    public void EndSession_WhenTheSessionBelongsToAnotherAccount_IsNotFound()
    {
        ports.StubEnd(Command.SessionId, Guid.NewGuid(), SessionEndReason.RevokedByUser);

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertNotFound(act);
    }

    private static void AssertNotFound(Func<Task> act) =>
        Assert.That(Assert.ThrowsAsync<NotFoundException>(act)!.Message, Is.EqualTo("Not found."));

    private EndSessionHandler Handler() => new(ports.SessionTerminator(), ports.Clock, NullLogger<EndSessionHandler>.Instance);
}
