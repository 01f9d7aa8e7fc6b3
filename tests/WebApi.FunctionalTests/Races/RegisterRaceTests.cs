using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Races;

internal sealed class RegisterRaceTests
{
    private const int Rounds = 10;
    private const int Rivals = 20;

    [Test]
    public async Task Register_WhenManyWantOneEmail_AcceptsOne()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        for (int round = 0; round < Rounds; round++)
        {
            string email = $"ada{round}@example.com";

            ApiResponse[] responses = await Task.WhenAll(
                Enumerable.Range(0, Rivals).Select(rival => api.RegisterAsync(email, $"ada{round}-{rival}")));

            AssertOneWins(responses, """400 {"errors":{"email":["user with this email already exists."]}}""");
        }

        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.EqualTo(Rounds));
    }

    [Test]
    public async Task Register_WhenManyWantOneUsername_AcceptsOne()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        for (int round = 0; round < Rounds; round++)
        {
            string username = $"ada{round}";

            ApiResponse[] responses = await Task.WhenAll(
                Enumerable.Range(0, Rivals).Select(rival => api.RegisterAsync($"ada{round}-{rival}@example.com", username)));

            AssertOneWins(responses, """400 {"errors":{"username":["user with this username already exists."]}}""");
        }

        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.EqualTo(Rounds));
    }

    private static void AssertOneWins(ApiResponse[] responses, string refusal)
    {
        Assert.That(responses.Count(response => response.Status == 201), Is.EqualTo(1));
        Assert.That(responses.Where(response => response.Status != 201).Select(response => response.ToString()), Is.All.EqualTo(refusal));
    }
}
