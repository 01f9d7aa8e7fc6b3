using System.Security.Cryptography;

namespace CleanAuth.Benchmarks;

/// <summary>Measures the service beside the bare server, both in processes of their own, scenario after scenario in each round.</summary>
internal sealed class Benchmark(BenchmarkOptions options)
{
    private const string Bare = "bare GET /api/user/";
    private const string Profile = "GET /api/user/";
    private const string BareIssuing = "bare POST /api/token/refresh/";
    private const string Rotating = "POST /api/token/refresh/, rotating";

    private static readonly Dictionary<string, string> Service = new()
    {
        // So that a long run does not outlive the tokens it began with.
        ["Tokens__AccessTokenLifetime"] = "01:00:00",

        // All comes from one address, and more of it than one address may send. The throttle of logins is at work.
        ["Throttling__CredentialRequestsPerMinute"] = "1000000",
        ["Throttling__TokenRequestsPerMinute"] = "1000000",
        ["Throttling__TriesOfStrangeNetwork"] = "1000000",
        ["Throttling__TriesOfAllStrangers"] = "1000000",
        ["Throttling__TriesOfKnownNetwork"] = "1000000",
        ["Throttling__FreeTries"] = "1000000",
    };

    private static readonly Dictionary<string, string> ServiceWithoutRotation =
        new(Service) { ["Tokens__RotateRefreshTokens"] = "false" };

    public async Task RunAsync()
    {
        string service = options.FindService();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using ServerProcess bare =
            await ServerProcess.StartAsync(typeof(Benchmark).Assembly.Location, BaselineServer.SettingsFor(key), []);
        await using ServerProcess rotating = await ServerProcess.StartAsync(service, [], Service);
        await using ServerProcess keeping = await ServerProcess.StartAsync(service, [], ServiceWithoutRotation);
        Sessions sessions = await Sessions.OpenAsync(rotating.Address, options.Connections);
        Sessions keptSession = await Sessions.OpenAsync(keeping.Address, 1);

        RequestSequence askBare = new(Requests.Profile(new BaselineTokenIssuer(key).Sign(Guid.NewGuid())), StatusCodes.Status200OK);
        RequestSequence askProfile = new(Requests.Profile(sessions[0].AccessToken), StatusCodes.Status200OK);
        RequestSequence refresh = new(Requests.Refresh(keptSession[0].RefreshToken), StatusCodes.Status200OK);
        RequestSequence logIn = new(Requests.LogIn(Sessions.Username), StatusCodes.Status200OK);
        RequestSequence[] rotate = [.. Enumerable.Range(0, options.Connections)
            .Select(number => new RotationSequence(Requests.Refresh(sessions[number].RefreshToken)))];
        await MeasureAsync(
        [
            new Scenario(Bare, bare, _ => askBare),
            new Scenario(Profile, rotating, _ => askProfile),
            new Scenario(BareIssuing, bare, _ => refresh),
            new Scenario(Rotating, rotating, number => rotate[number]),
            new Scenario("POST /api/token/refresh/, keeping", keeping, _ => refresh),
            new Scenario("POST /api/login/", rotating, _ => logIn),
            new Scenario("POST /api/register/", rotating, _ => new RegistrationSequence()),
        ]);
    }

    private async Task MeasureAsync(Scenario[] all)
    {
        Scenario[] scenarios = [.. all.Where(scenario =>
            scenario.Name == Bare || scenario.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
        foreach (Scenario scenario in scenarios)
        {
            await scenario.MeasureAsync(options.Connections, TimeSpan.FromSeconds(options.WarmUp));
        }

        Report report = new([.. scenarios.Select(scenario => scenario.Name)]);
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (Scenario scenario in scenarios)
            {
                report.Add(scenario.Name, await scenario.MeasureAsync(options.Connections, TimeSpan.FromSeconds(options.Seconds)));
            }
        }

        Console.WriteLine($"{options.Connections} connections, {options.Rounds} rounds of {options.Seconds} s, {Environment.ProcessorCount} processors.");
        report.Write(Console.Out);
        report.WriteRatio(Console.Out, Profile, Bare);
        report.WriteRatio(Console.Out, Rotating, BareIssuing);
    }
}
