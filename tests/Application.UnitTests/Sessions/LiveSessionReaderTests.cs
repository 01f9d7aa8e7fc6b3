using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using Moq;

namespace CleanAuth.Application.UnitTests.Sessions;

internal sealed class LiveSessionReaderTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ReadAsync_WhenTheSessionIsLive_ReturnsIt()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = ports.LogIn(user.Id, ago: TimeSpan.FromHours(1));

        Assert.That(await ports.LiveSessionReader().ReadAsync(user.Id, session.Id, default), Is.SameAs(session));
    }

    [Test]
    public async Task ReadAsync_WhenTheSessionIsOfAnotherAccount_ReturnsNull()
    {
        User user = ports.Register(TestData.NewUser());
        User bob = ports.Register(TestData.NewUser(email: "bob@example.com"));
        Session session = ports.LogIn(bob.Id, ago: TimeSpan.FromHours(1));

        Assert.That(await ports.LiveSessionReader().ReadAsync(user.Id, session.Id, default), Is.Null);
    }

    [Test]
    public async Task ReadAsync_WhenTheAccountDoesNotExist_ReturnsNull()
    {
        Session session = TestData.NewSession(TestData.NewUser());
        ports.History.Setup(history => history.ReadAsync(session.Id, TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredSession(session, HasLiveToken: true));

        Assert.That(await ports.LiveSessionReader().ReadAsync(session.UserId, session.Id, default), Is.Null);
    }

    [Test]
    public void RequireAsync_WhenTheSessionHasEnded_Throws()
    {
        User user = ports.Register(TestData.NewUser());
        Session session = ports.LogIn(user.Id, ago: TimeSpan.FromHours(1));
        session.End(SessionEndReason.Logout, TestData.Now);
        ports.StubSessions(session);

        Assert.Multiple(() =>
        {
            Assert.ThrowsAsync<TokenNotValidException>(() => ports.LiveSessionReader().RequireAsync(user.Id, session.Id, default));
            Assert.ThrowsAsync<TokenNotValidException>(() => ports.LiveSessionReader().RequireAsync(user, session.Id, default));
        });
    }
}
