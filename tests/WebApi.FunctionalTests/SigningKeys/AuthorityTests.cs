using CleanAuth.Application.Operations.RotateSigningKeys;
using Microsoft.AspNetCore.Hosting;

namespace CleanAuth.WebApi.FunctionalTests.SigningKeys;

/// <summary>Other services verify tokens without calling this one; they know only its address and no key.</summary>
internal sealed class AuthorityTests
{
    [Test]
    public async Task AccessToken_WhenSentToAnotherService_IsAccepted()
    {
        using CleanAuthHost host = Start(out string issuer);
        using Api api = new(host.Connect());
        await using ResourceServer other = await ResourceServer.StartAsync(issuer);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await other.GetOrdersAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo($"200 {ClientTokens.ClaimsOf(session.Access)["user_id"]}"));
    }

    [Test]
    public async Task AccessToken_WhenTampered_IsRefusedByAnotherService()
    {
        using CleanAuthHost host = Start(out string issuer);
        using Api api = new(host.Connect());
        await using ResourceServer other = await ResourceServer.StartAsync(issuer);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await other.GetOrdersAsync(ClientTokens.WithSignatureOf(session.Access, session.Refresh));

        Assert.That(response.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task AccessToken_WhenItsKeyIsNew_IsAcceptedByARunningService()
    {
        using CleanAuthHost host = Start(out string issuer);
        using Api api = new(host.Connect());
        await using ResourceServer other = await ResourceServer.StartAsync(issuer);
        ClientTokens old = await api.RegisterAndLogInAsync();
        await other.GetOrdersAsync(old.Access);
        await host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        await host.RefreshKeysAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        ClientTokens session = await api.RefreshSessionAsync(old);

        // The service does not know the key and fetches the keys again.
        ApiResponse response = await Poll.UntilAsync(() => other.GetOrdersAsync(session.Access), response => response.Status == 200);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(Kid(session), Is.Not.EqualTo(Kid(old)));
        Assert.That((await other.GetOrdersAsync(old.Access)).Status, Is.EqualTo(200), "The old key is still published.");
    }

    [Test]
    public async Task AccessToken_WhenItsKeyIsRevoked_IsRefusedByAServiceThatFetchesTheKeysAgain()
    {
        using CleanAuthHost host = Start(out string issuer);
        using Api api = new(host.Connect());
        await using ResourceServer other = await ResourceServer.StartAsync(issuer);
        ClientTokens revoked = await api.RegisterAndLogInAsync();
        Assert.That((await other.GetOrdersAsync(revoked.Access)).Status, Is.EqualTo(200));
        await host.CommandAsync(new RotateSigningKeysCommand(Kid(revoked)));
        await host.RefreshKeysAsync();
        ClientTokens next = await api.OpenSessionAsync();

        // A service that keeps running may use its cached keys until they expire.
        await using ResourceServer restarted = await ResourceServer.StartAsync(issuer);
        ApiResponse response = await restarted.GetOrdersAsync(revoked.Access);

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That((await restarted.GetOrdersAsync(next.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task RefreshToken_WhenSentToAnotherService_IsRefused()
    {
        using CleanAuthHost host = Start(out string issuer);
        using Api api = new(host.Connect());
        await using ResourceServer other = await ResourceServer.StartAsync(
            issuer,
            bearer => bearer.TokenValidationParameters.ValidTypes = ["at+jwt"]);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await other.GetOrdersAsync(session.Refresh);

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That((await other.GetOrdersAsync(session.Access)).Status, Is.EqualTo(200));
    }

    private static CleanAuthHost Start(out string issuer)
    {
        issuer = $"http://127.0.0.1:{ResourceServer.FreePort()}";

        // Outside Development the issuer must have an https address.
        return new CleanAuthHost(
            ("ENVIRONMENT", "Development"), (WebHostDefaults.ServerUrlsKey, issuer), ("Tokens:Issuer", issuer));
    }

    private static string Kid(ClientTokens session) => (string)ClientTokens.HeaderOf(session.Access)["kid"]!;
}
