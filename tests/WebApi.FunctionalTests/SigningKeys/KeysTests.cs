using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.RotateSigningKeys;
using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.SigningKeys;

/// <summary>The published signing keys, and their rotation in a running service.</summary>
internal sealed class KeysTests
{
    private const string KeySetPath = "/.well-known/jwks.json";
    private const string DiscoveryPath = "/.well-known/openid-configuration";
    private static readonly string[] PublicMembers = ["kty", "use", "kid", "alg", "crv", "x", "y"];
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(10);

    [Test]
    public async Task KeySet_WhenRead_HasTheCurrentPublicKeyAndMayBeCached()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Get, KeySetPath);

        JsonNode key = response.Json["keys"]!.AsArray().Single()!;
        Assert.Multiple(() =>
        {
            Assert.That(response.Status, Is.EqualTo(200));
            Assert.That(response.Header("Cache-Control"), Is.EqualTo("public, max-age=300").Or.EqualTo("public,max-age=300"));
            Assert.That(key.AsObject().Select(member => member.Key), Is.EqualTo(PublicMembers), "No private part.");
            Assert.That((string?)key["kid"], Is.EqualTo((string?)ClientTokens.HeaderOf(session.Access)["kid"]));
            Assert.That((string?)key["kid"], Is.EqualTo((string?)ClientTokens.HeaderOf(session.Refresh)["kid"]));
            Assert.That(((string?)key["alg"], (string?)key["use"], (string?)key["kty"]), Is.EqualTo(("ES256", "sig", "EC")));
        });
    }

    [Test]
    public async Task OpenIdConfiguration_WhenRead_MatchesTheService()
    {
        using CleanAuthHost host = new(("Tokens:Issuer", "https://auth.example.com/tenant/"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Get, DiscoveryPath);

        Assert.That(
            response.ToString(),
            Is.EqualTo("""200 {"issuer":"https://auth.example.com/tenant/","jwks_uri":"https://auth.example.com/tenant/.well-known/jwks.json","response_types_supported":[]}"""));
        Assert.That((string?)response.Json["issuer"], Is.EqualTo((string?)ClientTokens.ClaimsOf(session.Access)["iss"]));
        Assert.That(response.Header("Cache-Control"), Does.Contain("max-age=300"));
    }

    [Test]
    public async Task KeySet_WhenTheAlgorithmIsHs256_IsEmpty()
    {
        using CleanAuthHost host = new(
            ("Tokens:Algorithm", "HS256"),
            ("Tokens:SigningKey", TestData.NewSecret()));
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Get, KeySetPath);

        Assert.That(response.ToString(), Is.EqualTo("""200 {"keys":[]}"""));
    }

    [Test]
    public async Task Rotate_WhenTheServiceRuns_PublishesTheNextKeyBeforeItSigns()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string oldKey = KeyOf(session.Access);

        string newKey = await host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        await host.RefreshKeysAsync();

        ClientTokens within = await api.OpenSessionAsync();
        string?[] published = await PublishedAsync(api);
        host.Clock.Advance(Lead);
        ClientTokens after = await api.OpenSessionAsync();
        Assert.That(published, Is.EqualTo(new[] { newKey, oldKey }));
        Assert.That(KeyOf(within.Access), Is.EqualTo(oldKey));
        Assert.That((KeyOf(after.Access), KeyOf(after.Refresh)), Is.EqualTo((newKey, newKey)));
    }

    [Test]
    public async Task RotateKeys_WhenSessionsAreLive_LogsNoUserOut()
    {
        using CleanAuthHost host = new(("Tokens:AccessTokenLifetime", "01:00:00"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        await host.RefreshKeysAsync();
        host.Clock.Advance(Lead);

        ClientTokens refreshed = await api.RefreshSessionAsync(session);

        Assert.That(KeyOf(refreshed.Access), Is.Not.EqualTo(KeyOf(session.Access)));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200), "A token of the old key.");
        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That(refreshed.Id, Is.EqualTo(session.Id));
    }

    [Test]
    public async Task RotateKeys_WhenTheLastTokenOfTheOldKeyHasExpired_RemovesTheOldKey()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string newKey = await host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        host.Clock.Advance(Lead + TimeSpan.FromDays(1) + ClockErrorMargin.Margin - TimeSpan.FromSeconds(1));
        await host.RefreshKeysAsync();
        string?[] justBefore = await PublishedAsync(api);
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        await host.RefreshKeysAsync();

        Assert.That(justBefore, Does.Contain(KeyOf(session.Access)));
        Assert.That(await PublishedAsync(api), Is.EqualTo(new[] { newKey }));
    }

    [Test]
    public async Task RotateKeys_WhenTheKeyReachesItsAge_HappensAutomatically()
    {
        using CleanAuthHost host = new(("Tokens:KeyRotationPeriod", "7.00:00:00"));
        using Api api = new(host.Connect());
        ClientTokens first = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromDays(7) - Lead);
        await host.RefreshKeysAsync();
        ClientTokens before = await api.OpenSessionAsync();
        host.Clock.Advance(Lead);

        ClientTokens after = await api.OpenSessionAsync();

        Assert.That(KeyOf(before.Access), Is.EqualTo(KeyOf(first.Access)));
        Assert.That(KeyOf(after.Access), Is.Not.EqualTo(KeyOf(first.Access)));
    }

    [Test]
    public async Task RevokeKey_WhenAKeyLeaked_RefusesItsTokensAndSignsWithAnotherAtOnce()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        string newKey = await host.CommandAsync(new RotateSigningKeysCommand(KeyOf(session.Access)));
        await host.RefreshKeysAsync();

        ClientTokens next = await api.OpenSessionAsync();
        Assert.That(await PublishedAsync(api), Is.EqualTo(new[] { newKey }));
        Assert.That(KeyOf(next.Access), Is.EqualTo(newKey));
        Assert.That((await api.GetProfileAsync(next.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task RotateKeys_WhenDoneByAnotherInstance_IsNoticed()
    {
        FakeTimeProvider pace = new();
        using CleanAuthHost host = new(("Tokens:RevocationMaxStaleness", "01:00:00"))
        {
            Register = services => services.Replace(ServiceDescriptor.Singleton(new MonotonicClock(pace))),
        };
        using Api api = new(host.Connect());

        string newKey = await host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));

        string?[] published = await Poll.UntilAsync(
            () =>
            {
                pace.Advance(TimeSpan.FromSeconds(5));
                return PublishedAsync(api);
            },
            keys => keys.Contains(newKey));
        Assert.That(published, Has.Length.EqualTo(2).And.Contains(newKey));
    }

    [Test]
    public async Task RotateKeys_WhenSeveralInstancesShareTheKeys_SignWithTheSameKey()
    {
        using CleanAuthHost host = new();
        using CleanAuthHost other = host.StartBeside();
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string newKey = await host.CommandAsync(new RotateSigningKeysCommand(RevokedKeyId: null));
        await Task.WhenAll(host.RefreshKeysAsync(), other.RefreshKeysAsync());
        ClientTokens within = await otherApi.OpenSessionAsync();
        host.Clock.Advance(Lead);

        ClientTokens[] after = [await api.OpenSessionAsync(), await otherApi.OpenSessionAsync()];

        Assert.That(KeyOf(within.Access), Is.EqualTo(KeyOf(session.Access)));
        Assert.That(after.Select(one => KeyOf(one.Access)), Is.All.EqualTo(newKey));
        Assert.That((await api.GetProfileAsync(after[1].Access)).Status, Is.EqualTo(200));
        Assert.That((await otherApi.GetProfileAsync(after[0].Access)).Status, Is.EqualTo(200));
    }

    private static string KeyOf(string token) => (string)ClientTokens.HeaderOf(token)["kid"]!;

    private static async Task<string?[]> PublishedAsync(Api api) =>
        [.. (await api.SendAsync(HttpMethod.Get, KeySetPath)).Json["keys"]!.AsArray().Select(key => (string?)key!["kid"])];
}
