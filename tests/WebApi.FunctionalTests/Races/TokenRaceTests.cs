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

            Answer[] answers = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(_ => api.BlacklistAsync(session.Refresh)));

            Assert.That(answers.Count(answer => answer.Status == 200), Is.EqualTo(1));
            Assert.That(answers.Where(answer => answer.Status != 200).Select(answer => answer.ToString()), Is.All.EqualTo(Blacklisted));
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

            Answer[] answers = await Task.WhenAll(
                Enumerable.Range(0, Rivals).Select(rival => (rival % 2 == 0 ? api : otherApi).RefreshAsync(session.Refresh)));

            Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200), string.Join('\n', answers.AsEnumerable()));
            Assert.That(answers.Select(answer => ClientTokens.From(answer.Json).RefreshId).Distinct().Count(), Is.EqualTo(1));
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

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(_ => api.RefreshAsync(session.Refresh)));

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(200));
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

            Task<Answer>[] refreshes = [.. Enumerable.Range(0, Rivals / 2).Select(_ => api.RefreshAsync(session.Refresh))];
            Answer logout = await api.LogOutAsync(session.Access, session.Refresh);
            Answer[] answers = await Task.WhenAll(refreshes);

            Assert.That(logout.ToString(), Is.EqualTo("204"));
            await AssertUselessAsync(api, answers);
        }
    }

    [Test]
    public async Task Refresh_WhenRacingAPasswordChange_LeavesNoUsableToken()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());

        // An account changes its password five times an hour at most.
        for (int round = 0; round < Rounds; round++)
        {
            ClientTokens session = await api.RegisterAndLogInAsync($"ada{round}@example.com", $"ada{round}");

            Task<Answer>[] refreshes = [.. Enumerable.Range(0, Rivals / 2).Select(_ => api.RefreshAsync(session.Refresh))];
            Answer change = await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{TestData.NewPassword}}"}""");
            Answer[] answers = await Task.WhenAll(refreshes);

            Assert.That(change.Status, Is.EqualTo(200), change.ToString());
            await AssertUselessAsync(api, answers);
        }
    }

    // Callers who got a response before the end hold tokens that are invalid now; later callers were refused.
    private static async Task AssertUselessAsync(Api api, Answer[] answers)
    {
        Assert.That(answers.Where(answer => answer.Status != 200).Select(answer => answer.ToString()), Is.All.EqualTo(Blacklisted));
        foreach (ClientTokens late in answers.Where(answer => answer.Status == 200).Select(answer => ClientTokens.From(answer.Json)))
        {
            Assert.That((await api.RefreshAsync(late.Refresh)).ToString(), Is.EqualTo(Blacklisted));
            Assert.That((await api.GetProfileAsync(late.Access)).Status, Is.EqualTo(401));
        }
    }
}
