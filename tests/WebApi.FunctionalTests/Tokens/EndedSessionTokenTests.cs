using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Sessions;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>A token of an ended session stays invalid, even if the account changes afterwards.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class EndedSessionTokenTests(DatabaseProvider provider)
{
    private const string UserInactive = """401 {"detail":"User is inactive","code":"user_inactive"}""";
    private const string Blacklisted =
        """401 {"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is blacklisted"}]}""";

    [Test]
    public async Task AccessToken_WhenItsAccountIsDeactivatedAndActivated_StaysInvalidEverywhere()
    {
        using CleanAuthHost host = new(provider);
        using CleanAuthHost other = host.StartBeside();
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        string meanwhile = (await api.GetProfileAsync(session.Access)).ToString();
        await Poll.UntilAsync(() => otherApi.GetProfileAsync(session.Access), response => response.Status == 401);

        await host.CommandAsync(new ActivateUserCommand(TestData.Email));

        Assert.That(meanwhile, Is.EqualTo(UserInactive));
        Assert.That((await api.GetProfileAsync(session.Access)).ToString(), Is.EqualTo(Blacklisted));
        ApiResponse elsewhere = await Poll.UntilAsync(() => otherApi.GetProfileAsync(session.Access), response => response.Status == 401);
        Assert.That(elsewhere.ToString(), Is.EqualTo(Blacklisted));
        Assert.That((await api.VerifyAsync(session.Access)).Body, Does.Contain("Token is blacklisted"));
        Assert.That((await api.RefreshAsync(session.Refresh)).Body, Does.Contain("Token is blacklisted"));
        Assert.That((await api.GetProfileAsync((await api.OpenSessionAsync()).Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AccessToken_WhenItsAccountIsDeactivatedTwice_IsInactiveAndThenInvalid()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        await host.CommandAsync(new ActivateUserCommand(TestData.Email));
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        string meanwhile = (await api.GetProfileAsync(session.Access)).ToString();

        await host.CommandAsync(new ActivateUserCommand(TestData.Email));

        Assert.That(meanwhile, Is.EqualTo(UserInactive));
        Assert.That((await api.GetProfileAsync(session.Access)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task AccessToken_WhenTwoSessionsEndAllOthersInTurn_IsValidOnlyForTheLast()
    {
        using CleanAuthHost host = new(provider);
        using CleanAuthHost other = host.StartBeside();
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        ClientTokens first = await api.RegisterAndLogInAsync();
        await api.EndSessionsAsync(first.Access);
        ClientTokens second = await api.OpenSessionAsync();
        await api.EndSessionsAsync(first.Access);
        ClientTokens third = await api.OpenSessionAsync();
        await api.EndSessionsAsync(third.Access);

        Assert.That((await api.GetProfileAsync(third.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(third.Refresh)).Status, Is.EqualTo(200));
        foreach (ClientTokens ended in new[] { first, second })
        {
            Assert.That((await api.GetProfileAsync(ended.Access)).ToString(), Is.EqualTo(Blacklisted));
            Assert.That((await api.VerifyAsync(ended.Access)).Status, Is.EqualTo(401));
            Assert.That((await api.RefreshAsync(ended.Refresh)).Status, Is.EqualTo(401));
            await Poll.UntilAsync(() => otherApi.GetProfileAsync(ended.Access), response => response.Status == 401);
        }

        Assert.That((await otherApi.GetProfileAsync(third.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.EndSessionsAsync(third.Access, "?all=true")).Status, Is.EqualTo(204));
        Assert.That((await api.GetProfileAsync(third.Access)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task EndOtherSessions_WhenTheSessionOfTheCallerHasJustEndedElsewhere_IsRefused()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens ended = await api.RegisterAndLogInAsync();
        ClientTokens live = await api.OpenSessionAsync();
        await host.EndOnAnotherInstanceAsync(ended);

        ApiResponse response = await api.EndSessionsAsync(ended.Access);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"Token is blacklisted","code":"token_not_valid"}"""));
        Assert.That((await api.GetProfileAsync(live.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task EndOtherSessions_WhenAResetLinkWasSent_KeepsItValid()
    {
        using CleanAuthHost host = new(provider, ("Mail:Enabled", "true"));
        using Api api = new(host.Connect());
        ClientTokens thief = await api.RegisterAndLogInAsync();
        string secret = await host.StoreResetLinkAsync(thief.UserIdOf());

        await api.EndSessionsAsync(thief.Access);
        await api.EndSessionsAsync((await api.OpenSessionAsync()).Access, "?all=true");

        Assert.That(
            (await api.ConfirmResetAsync(secret)).Status,
            Is.EqualTo(204),
            "A thief with one session must not be able to void the reset link of the owner.");
    }
}
