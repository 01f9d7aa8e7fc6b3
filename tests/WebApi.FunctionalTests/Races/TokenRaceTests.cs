using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Races;

[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class TokenRaceTests(DatabaseProvider provider)
{
    private const int Rounds = 10;
    private const int Rivals = 16;
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private static readonly (string Name, string Value) WithoutRotation = ("Tokens:RotateRefreshTokens", "false");

    [Test]
    public async Task Blacklist_WhenManySendOneToken_SucceedsOnce()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = await api.OpenSessionAsync();

            ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(_ => api.BlacklistAsync(session.Refresh)));

            Assert.That(responses.Count(response => response.Status == 200), Is.EqualTo(1));
            Assert.That(
                responses.Where(response => response.Status != 200).Select(response => response.ToString()),
                Is.All.EqualTo(Blacklisted));
        }
    }

    [Test]
    public async Task Refresh_WhenManyPresentOneToken_ReturnsTheSameSuccessorToAll()
    {
        using CleanAuthHost host = new(provider);
        using CleanAuthHost other = host.StartBeside();
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        await api.RegisterAsync();

        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = await api.OpenSessionAsync();

            ApiResponse[] responses = await Task.WhenAll(
                Enumerable.Range(0, Rivals).Select(rival => (rival % 2 == 0 ? api : otherApi).RefreshAsync(session.Refresh)));

            Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200), string.Join('\n', responses.AsEnumerable()));
            Assert.That(responses.Select(response => ClientTokens.From(response.Json).RefreshId).Distinct().Count(), Is.EqualTo(1));
        }

        RefreshToken[] rows = await host.QueryAsync(context => context.RefreshTokens.ToArrayAsync());
        Assert.That(rows, Has.Length.EqualTo(2 * Rounds), "Successors that lost are not stored.");
        Assert.That(rows.Count(row => row.IsLive(host.Clock.GetUtcNow())), Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Refresh_WhenTokensDoNotRotate_SucceedsForAll()
    {
        using CleanAuthHost host = new(provider, WithoutRotation);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(_ => api.RefreshAsync(session.Refresh)));

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenRacingALogout_LeavesNoUsableToken()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = await api.OpenSessionAsync();

            Task<ApiResponse>[] refreshes = [.. Enumerable.Range(0, Rivals / 2).Select(_ => api.RefreshAsync(session.Refresh))];
            ApiResponse logout = await api.LogOutAsync(session.Access, session.Refresh);
            ApiResponse[] responses = await Task.WhenAll(refreshes);

            Assert.That(logout.ToString(), Is.EqualTo("204"));
            await AssertInvalidAsync(api, responses);
        }
    }

    [Test]
    public async Task Refresh_WhenRacingAPasswordChange_LeavesNoUsableToken()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());

        // An account may change its password at most five times an hour.
        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = await api.RegisterAndLogInAsync($"ada{round}@example.com", $"ada{round}");

            Task<ApiResponse>[] refreshes = [.. Enumerable.Range(0, Rivals / 2).Select(_ => api.RefreshAsync(session.Refresh))];
            ApiResponse change = await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{TestData.NewPassword}}"}""");
            ApiResponse[] responses = await Task.WhenAll(refreshes);

            Assert.That(change.Status, Is.EqualTo(200), change.ToString());
            await AssertInvalidAsync(api, responses);
        }
    }

    // A caller whose request succeeded before the end holds tokens that are invalid now; later requests were refused.
    private static async Task AssertInvalidAsync(Api api, ApiResponse[] responses)
    {
        Assert.That(
            responses.Where(response => response.Status != 200).Select(response => response.ToString()),
            Is.All.EqualTo(Blacklisted));
        foreach (ApiResponse response in responses.Where(response => response.Status == 200))
        {
            ClientTokens late = ClientTokens.From(response.Json);
            Assert.That((await api.RefreshAsync(late.Refresh)).ToString(), Is.EqualTo(Blacklisted));
            Assert.That((await api.GetProfileAsync(late.Access)).Status, Is.EqualTo(401));
        }
    }
}
