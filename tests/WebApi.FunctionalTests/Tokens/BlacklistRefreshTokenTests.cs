using CleanAuth.Domain.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

[TestFixture(Transport.Body)]
[TestFixture(Transport.Cookie)]
internal sealed class BlacklistRefreshTokenTests(Transport transport)
{
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private const string Invalid = """401 {"detail":"Token is invalid or expired","code":"token_not_valid"}""";

    [Test]
    public async Task BlacklistRefreshToken_WhenTheTokenIsLive_EndsItsSession()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.BlacklistAsync(session.Refresh);

        Domain.Sessions.Session row = await host.QueryAsync(context => context.Sessions.SingleAsync());
        Assert.That(response.ToString(), Is.EqualTo("200 {}"));
        Assert.That(row.EndedAt, Is.EqualTo(host.Clock.GetUtcNow()));
        Assert.That(row.EndReason, Is.EqualTo(SessionEndReason.Logout));
        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [TestCase("true")]
    [TestCase("false")]
    public async Task BlacklistRefreshToken_WhenDoneAlready_IsRefused(string rotate)
    {
        using CleanAuthHost host = new(transport, ("Tokens:RotateRefreshTokens", rotate));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.BlacklistAsync(session.Refresh);

        ApiResponse response = await api.BlacklistAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenTheTokenIsConsumed_StillEndsItsSession()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens successor = ClientTokens.From((await api.RefreshAsync(session.Refresh)).Json);

        ApiResponse response = await api.BlacklistAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo("200 {}"));
        Assert.That((await api.RefreshAsync(successor.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenExpired_IsRefused()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));

        ApiResponse response = await api.BlacklistAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenItIsAnAccessToken_IsRefusedAndKeepsItUsable()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.BlacklistAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"Token has wrong type","code":"token_not_valid"}"""));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenTheSignatureIsOfAnotherToken_IsRefusedAndEndsNothing()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();

        ApiResponse response = await api.BlacklistAsync(ClientTokens.WithSignatureOf(session.Refresh, other.Refresh));

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }
}
