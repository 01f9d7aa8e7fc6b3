using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Races;

internal sealed class TokenRaceTests
{
    private const int Rounds = 10;
    private const int Rivals = 20;
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";

    [Test]
    public async Task LogOut_WhenManyEndOneToken_OneDoes()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        for (int round = 0; round < Rounds; round++)
        {
            Session session = await api.SignInAsync();

            Answer[] answers = await Task.WhenAll(
                Enumerable.Range(0, Rivals).Select(_ => api.LogOutAsync(session.Access, session.Refresh)));

            AssertOneWins(answers, success: 204);
        }
    }

    [Test]
    public async Task Refresh_WhenManyUseOneToken_OneDoes()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        for (int round = 0; round < Rounds; round++)
        {
            Session session = await api.SignInAsync();

            Answer[] answers = await Task.WhenAll(
                Enumerable.Range(0, Rivals).Select(_ => api.RefreshAsync(session.Refresh)));

            AssertOneWins(answers, success: 200);
        }

        RefreshToken[] rows = await host.QueryAsync(context => context.RefreshTokens.ToArrayAsync());
        Assert.That(rows, Has.Length.EqualTo(2 * Rounds), "The losers' successors are not stored.");
        Assert.That(rows.Count(row => row.IsLive(host.Clock.GetUtcNow())), Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Refresh_WhenRacingALogout_NeverOutlivesIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        for (int round = 0; round < Rounds; round++)
        {
            Session session = await api.SignInAsync();

            Answer[] answers = await Task.WhenAll(
                api.RefreshAsync(session.Refresh),
                api.LogOutAsync(session.Access, session.Refresh));

            Assert.That(answers.Count(answer => answer.Status is 200 or 204), Is.EqualTo(1));
            Assert.That(answers.Single(answer => answer.Status is not (200 or 204)).ToString(), Is.EqualTo(Blacklisted));
        }
    }

    private static void AssertOneWins(Answer[] answers, int success)
    {
        Assert.That(answers.Count(answer => answer.Status == success), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != success).Select(answer => answer.ToString()), Is.All.EqualTo(Blacklisted));
    }
}
