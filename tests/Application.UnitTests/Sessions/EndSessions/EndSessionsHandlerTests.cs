using CleanAuth.Application.Sessions.EndSessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.UnitTests.Sessions.EndSessions;

internal sealed class EndSessionsHandlerTests
{
    private readonly Ports ports = new();
    private readonly User user = TestData.NewUser();
    private readonly Session[] sessions;

    public EndSessionsHandlerTests() =>
        sessions = [TestData.NewSession(user), TestData.NewSession(user), TestData.NewSession(user)];

    private Session Current => sessions[1];

    [Test]
    public async Task EndSessions_WhenNotAllAreMeant_EndsTheOthers()
    {
        ports.HoldSessions(sessions);

        await Handler().Handle(new EndSessionsCommand(user.Id, Current.Id, All: false), default);

        Assert.That(ports.SessionWrites, Is.EqualTo(["TryEndAsync", "TryEndAsync"]));
        ports.VerifyEnded(sessions[0].Id, user.Id, SessionEnd.RevokedByUser);
        ports.VerifyEnded(sessions[2].Id, user.Id, SessionEnd.RevokedByUser);
    }

    [Test]
    public async Task EndSessions_WhenAllAreMeant_EndsTheCurrentToo()
    {
        ports.HoldSessions(sessions);

        await Handler().Handle(new EndSessionsCommand(user.Id, Current.Id, All: true), default);

        Assert.That(ports.SessionWrites, Is.EqualTo(["TryEndAsync", "TryEndAsync", "TryEndAsync"]));
        ports.VerifyEnded(Current.Id, user.Id, SessionEnd.RevokedByUser);
    }

    // No session can be ended here: another request is always first.
    [TestCase(true)]
    [TestCase(false)]
    public void EndSessions_WhenAnotherRequestEndsThemFirst_IsContent(bool all)
    {
        ports.HoldSessions(sessions);

        Func<Task> act = () => Handler().Handle(new EndSessionsCommand(user.Id, Current.Id, all), default);

        Assert.DoesNotThrowAsync(act);
    }

    [Test]
    public async Task EndSessions_WhenThereAreNoOthers_EndsNothing()
    {
        ports.HoldSessions(Current);

        await Handler().Handle(new EndSessionsCommand(user.Id, Current.Id, All: false), default);

        Assert.That(ports.SessionWrites, Is.Empty);
    }

    private EndSessionsHandler Handler() => new(ports.Sessions.Object, ports.Clock);
}
