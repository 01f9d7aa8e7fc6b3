using System.Security.Cryptography;

namespace CleanAuth.Benchmarks;

/// <summary>Measures the service and the baseline server, each in its own process; each round runs the scenarios in turn.</summary>
internal sealed class Benchmark(BenchmarkOptions options)
{
    private const string BaselineProfile = "baseline GET /api/user/";
    private const string Profile = "GET /api/user/";
    private const string BaselineRefresh = "baseline POST /api/token/refresh/";
    private const string RotatingRefresh = "POST /api/token/refresh/, rotating";

    private static readonly Dictionary<string, string> Service = new()
    {
        // The tokens must stay valid for a long run.
        ["Tokens__AccessTokenLifetime"] = "01:00:00",

        // All requests come from one address, so raise its limits. Login throttling stays on.
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
        await using ServerProcess baseline =
            await ServerProcess.StartAsync(typeof(Benchmark).Assembly.Location, BaselineServer.SettingsFor(key), []);
        await using ServerProcess rotating = await ServerProcess.StartAsync(service, [], Service);
        await using ServerProcess keeping = await ServerProcess.StartAsync(service, [], ServiceWithoutRotation);
        Sessions sessions = await Sessions.OpenAsync(rotating.Address, options.Connections);
        Sessions keptSession = await Sessions.OpenAsync(keeping.Address, 1);

        RequestSequence readBaseline = new(Requests.Profile(new BaselineTokenIssuer(key).Sign(Guid.NewGuid())), StatusCodes.Status200OK);
        RequestSequence readProfile = new(Requests.Profile(sessions[0].AccessToken), StatusCodes.Status200OK);
        RequestSequence refresh = new(Requests.Refresh(keptSession[0].RefreshToken), StatusCodes.Status200OK);
        RequestSequence logIn = new(Requests.LogIn(Sessions.Username), StatusCodes.Status200OK);
        RequestSequence[] rotate = [.. Enumerable.Range(0, options.Connections)
            .Select(number => new RotationSequence(Requests.Refresh(sessions[number].RefreshToken)))];
        await MeasureAsync(
        [
            new Scenario(BaselineProfile, baseline, _ => readBaseline),
            new Scenario(Profile, rotating, _ => readProfile),
            new Scenario(BaselineRefresh, baseline, _ => refresh),
            new Scenario(RotatingRefresh, rotating, number => rotate[number]),
            new Scenario("POST /api/token/refresh/, keeping", keeping, _ => refresh),
            new Scenario("POST /api/login/", rotating, _ => logIn),
            new Scenario("POST /api/register/", rotating, _ => new RegistrationSequence()),
        ]);
    }

    private async Task MeasureAsync(Scenario[] all)
    {
        Scenario[] scenarios = [.. all.Where(scenario =>
            scenario.Name == BaselineProfile || scenario.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
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

        Console.WriteLine(
            $"{options.Connections} connections, {options.Rounds} rounds of {options.Seconds} s, {Environment.ProcessorCount} processors.");
        report.Write(Console.Out);
        report.WriteRatio(Console.Out, Profile, BaselineProfile);
        report.WriteRatio(Console.Out, RotatingRefresh, BaselineRefresh);
    }
}
