using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions.EndSessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Sessions.EndSessions;

internal sealed class EndSessionsHandlerTests
{
    private readonly Ports ports = new();

    [TestCase(false)]
    [TestCase(true)]
    public async Task EndSessions_WhenThereAreOthers_EndsThemWithOneRevocationAndOneEvent(bool all)
    {
        User user = ports.Register(TestData.NewUser());
        Session current = TestData.NewSession(user);
        Session other = TestData.NewSession(user);
        ports.StubSessions(current, other);

        await Handler().Handle(new EndSessionsCommand(user.Id, current.Id, all), default);

        Guid? kept = all ? null : current.Id;
        Assert.That((current.EndedAt, other.EndedAt), Is.EqualTo((all ? TestData.Now : (DateTimeOffset?)null, TestData.Now)));
        Assert.That(
            ports.Saved.Revocations, Is.EqualTo([new SavedRevocation(user.Id, 1, SessionEndReason.RevokedByUser, TestData.Now, kept)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.SessionsEnded, user.Id, kept)]));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void EndSessions_WhenTheCallersSessionHasEnded_EndsNothing(bool all)
    {
        User user = ports.Register(TestData.NewUser());
        Session current = TestData.NewSession(user);
        current.End(SessionEndReason.Logout, TestData.Now);
        Session other = TestData.NewSession(user);
        ports.StubSessions(current, other);

        Func<Task> act = () => Handler().Handle(new EndSessionsCommand(user.Id, current.Id, all), default);

        Assert.ThrowsAsync<TokenNotValidException>(act);
        Assert.That((ports.Saves, other.EndedAt), Is.EqualTo((0, (DateTimeOffset?)null)));
    }

    [Test]
    public void EndSessions_WhenTheAccountDoesNotExist_Throws()
    {
        Func<Task> act = () => Handler().Handle(new EndSessionsCommand(Guid.NewGuid(), Guid.NewGuid(), All: true), default);

        Assert.That(Assert.ThrowsAsync<AccountUnavailableException>(act)!.Code, Is.EqualTo("user_not_found"));
    }

    private EndSessionsHandler Handler() => new(
        ports.Accounts, ports.LiveSessionReader(), ports.SessionTerminator(), ports.Clock, NullLogger<EndSessionsHandler>.Instance);
}
