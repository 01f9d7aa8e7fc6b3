using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

[TestFixture(Transport.Body)]
[TestFixture(Transport.Cookie)]
internal sealed class RefreshTokenPairTests(Transport transport)
{
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private const string Invalid = """401 {"detail":"Token is invalid or expired","code":"token_not_valid"}""";
    private const string WrongType = """401 {"detail":"Token has wrong type","code":"token_not_valid"}""";

    private static readonly (string Name, string Value) WithoutRotation = ("Tokens:RotateRefreshTokens", "false");

    [Test]
    public async Task Refresh_WhenTokensRotate_ReturnsASuccessorInTheSameSession()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        JsonNode before = ClientTokens.ClaimsOf(session.Refresh);
        JsonNode after = ClientTokens.ClaimsOf(ClientTokens.From(response.Json).Refresh);
        Assert.Multiple(() =>
        {
            Assert.That(response.Status, Is.EqualTo(200));
            Assert.That(response.Json.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "access", "refresh" }));
            Assert.That((string?)after["jti"], Is.Not.EqualTo((string?)before["jti"]));
            Assert.That((string?)after["sid"], Is.EqualTo((string?)before["sid"]));
            Assert.That((long)after["exp"]! - (long)before["exp"]!, Is.EqualTo(10 * 60));
        });
    }

    [Test]
    public async Task Refresh_WhenTokensDoNotRotate_ReturnsOnlyAnAccessToken()
    {
        using CleanAuthHost host = new(transport, WithoutRotation);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "access" }));
        Assert.That((await api.GetProfileAsync((string)response.Json["access"]!)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenTokensDoNotRotate_KeepsTheTokenUsable()
    {
        using CleanAuthHost host = new(transport, WithoutRotation);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.RefreshAsync(session.Refresh);
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Refresh_WhenAlmostExpired_StillWorks()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [TestCase("true")]
    [TestCase("false")]
    public async Task Refresh_WhenExpired_IsRefused(string rotate)
    {
        using CleanAuthHost host = new(transport, ("Tokens:RotateRefreshTokens", rotate));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [TestCase("true")]
    [TestCase("false")]
    public async Task Refresh_WhenDeactivated_IsRefusedEvenAfterActivation(string rotate)
    {
        using CleanAuthHost host = new(transport, ("Tokens:RotateRefreshTokens", rotate));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        await host.CommandAsync(new ActivateUserCommand(TestData.Email));
        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"User is inactive","code":"user_inactive"}"""));
        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [TestCase("true")]
    [TestCase("false")]
    public async Task Refresh_WhenTheAccountIsDeleted_IsRefused(string rotate)
    {
        using CleanAuthHost host = new(transport, ("Tokens:RotateRefreshTokens", rotate));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(session.Access);

        ApiResponse response = await api.RefreshAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [Test]
    public async Task Refresh_WhenItIsAnAccessToken_IsRefused()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.RefreshAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo(WrongType));
    }

    [Test]
    public async Task Refresh_WhenTheSignatureIsOfAnotherToken_IsRefused()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();

        ApiResponse response = await api.RefreshAsync(ClientTokens.WithSignatureOf(session.Refresh, other.Refresh));

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [Test]
    public async Task Refresh_WhenAnotherServiceIssuedIt_IsRefused()
    {
        using CleanAuthHost host = new(transport);
        using CleanAuthHost otherHost = new(transport);
        using Api api = new(host.Connect());
        using Api otherApi = new(otherHost.Connect());
        await api.RegisterAndLogInAsync();
        ClientTokens foreign = await otherApi.RegisterAndLogInAsync();

        ApiResponse response = await api.RefreshAsync(foreign.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [Test]
    public async Task Refresh_WhenTokensRotate_KeepsOneLiveRowPerSession()
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        await api.RefreshAsync(session.Refresh);

        RefreshToken[] rows = await host.QueryAsync(context => context.RefreshTokens.ToArrayAsync());
        Assert.That(rows, Has.Length.EqualTo(2));
        Assert.That(rows.Count(row => row.IsLive(host.Clock.GetUtcNow())), Is.EqualTo(1));
        Assert.That(rows.Select(row => row.SessionId).Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("a.b.c")]
    public async Task Refresh_WhenTheTextIsNoToken_IsRefused(string text)
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RefreshAsync(text);

        Assert.That(
            response.ToString(),
            Is.EqualTo(
                text.Length == 0 && transport == Transport.Body
                    ? """400 {"errors":{"refresh":["This field may not be blank."]}}"""
                    : Invalid));
    }
}
