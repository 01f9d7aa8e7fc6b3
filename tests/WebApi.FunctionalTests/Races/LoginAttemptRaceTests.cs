using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Races;

[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class LoginAttemptRaceTests(DatabaseProvider provider)
{
    private const int Rounds = 3;
    private const int Guesses = 50;

    private static readonly (string Name, string Value)[] Settings =
        [("Throttling:Enabled", "true"), ("Throttling:FreeTries", "10"), ("Throttling:CredentialRequestsPerMinute", "1000")];

    [Test]
    public async Task LogIn_WhenManyGuessAtOnceOnTwoInstances_VerifiesNoMoreThanTheLimit()
    {
        using CleanAuthHost host = new(provider, Settings);
        using CleanAuthHost other = host.StartBeside(Settings);
        using Api api = host.ConnectFrom("192.0.2.1");
        await api.RegisterAndLogInAsync();

        for (int round = 0; round < Rounds; round++)
        {
            using Api one = host.ConnectFrom($"198.51.100.{round}");
            using Api two = other.ConnectFrom($"198.51.100.{round}");

            ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, Guesses)
                .Select(guess => (guess % 2 == 0 ? one : two).LogInAsync(password: $"wrong horse {guess}")));

            Assert.That(responses.Count(response => response.Status == 400), Is.EqualTo(10));
            Assert.That(responses.Count(response => response.Status == 429), Is.EqualTo(Guesses - 10));
        }
    }

    [Test]
    public async Task LogIn_WhenManyNetworksGuessAtOnce_VerifiesNoMoreThanTheLimitOfAllStrangers()
    {
        using CleanAuthHost host = new(provider, [.. Settings, ("Throttling:TriesOfAllStrangers", "20")]);
        using Api owner = host.ConnectFrom("192.0.2.1");
        await owner.RegisterAndLogInAsync();
        Api[] strangers = [.. Enumerable.Range(0, Guesses).Select(number => host.ConnectFrom($"198.51.100.{number}"))];

        ApiResponse[] responses = await Task.WhenAll(strangers.Select(stranger => stranger.LogInAsync(password: "wrong horse")));
        ApiResponse responseOfOwner = await owner.LogInAsync();

        Assert.That(responses.Count(response => response.Status == 400), Is.EqualTo(20));
        Assert.That(responses.Count(response => response.Status == 429), Is.EqualTo(Guesses - 20));
        Assert.That(responseOfOwner.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenManyAreCorrectAtOnceFromANewNetwork_AllSucceed()
    {
        using CleanAuthHost host = new(provider, Settings);
        using Api api = host.ConnectFrom("192.0.2.1");
        await api.RegisterAsync();

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.LogInAsync()));

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
    }
}
