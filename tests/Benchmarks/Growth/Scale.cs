using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.Benchmarks.Growth;

/// <summary>
/// Compares a small database with a large one, in turn; then sweeps the expired tokens of the large one. Runs on SQLite, and on
/// PostgreSQL if CLEANAUTH_TEST_POSTGRESQL names a server; there three instances share the large database.
/// </summary>
internal sealed partial class Scale(BenchmarkOptions options)
{
    public const string Name = "scale";

    private const int FewTokens = 1_000;
    private const int ConnectionsEach = 4;
    private const string Other = "grace";

    // The time of a real hash would hide that of the database.
    private static readonly Dictionary<string, string> Unhashed = new() { ["Passwords__WorkFactor"] = "4" };
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync()
    {
        await RunAsync("SQLite", () => new LargeSqliteDatabase());
        if (Environment.GetEnvironmentVariable("CLEANAUTH_TEST_POSTGRESQL") is { Length: > 0 } server)
        {
            await RunAsync("PostgreSQL", () => new LargePostgreSqlDatabase(server));
        }
    }

    private async Task RunAsync(string provider, Func<LargeDatabase> create)
    {
        Console.WriteLine($"{provider}: {FewTokens} and {options.Rows} refresh tokens");
        await using LargeDatabase few = create();
        await using LargeDatabase many = create();
        await CompareAsync(few, many);
        await SweepAsync(many);
    }

    private async Task CompareAsync(LargeDatabase few, LargeDatabase many)
    {
        await using ServerProcess ofFew = await StartAsync(few, Unhashed);
        await using ServerProcess ofMany = await StartAsync(many, Unhashed);
        Scenario[] scenarios = [.. await OpenAsync("small", ofFew), .. await OpenAsync("large", ofMany)];
        few.AddTokens(FewTokens);
        many.AddTokens(options.Rows);
        Report report = new([.. scenarios.Select(scenario => scenario.Name)]);
        for (int round = 0; round <= options.Rounds; round++)
        {
            foreach (Scenario scenario in scenarios)
            {
                await MeasureAsync(scenario, round, report);
            }
        }

        report.Write(Console.Out);
        if (!many.IsShared)
        {
            return;
        }

        await using ServerProcess second = await StartAsync(many, Unhashed);
        await using ServerProcess third = await StartAsync(many, Unhashed);
        await ShareAsync([ofMany, second, third]);
    }

    /// <summary>Loads the instances at the same time. Equal shares mean that none keeps the others from the database.</summary>
    private async Task ShareAsync(ServerProcess[] instances)
    {
        Sessions sessions = await Sessions.OpenAsync(
            instances[0].Address, instances.Length * ConnectionsEach, register: null, Requests.LogIn(Sessions.Username));
        RequestSequence[] sequences = [.. Enumerable.Range(0, instances.Length * ConnectionsEach)
            .Select(number => new RotationSequence(Requests.Refresh(sessions[number].RefreshToken)))];
        Scenario[] scenarios =
        [
            .. instances.Select((instance, index) => new Scenario(
                $"refresh, instance {index + 1} of {instances.Length}",
                instance,
                number => sequences[(index * ConnectionsEach) + number],
                ConnectionsEach)),
        ];
        Report report = new([.. scenarios.Select(scenario => scenario.Name)]);
        for (int round = 0; round <= options.Rounds; round++)
        {
            await Task.WhenAll(scenarios.Select(scenario => MeasureAsync(scenario, round, report)));
        }

        report.Write(Console.Out);
    }

    // Round 0 warms up.
    private async Task MeasureAsync(Scenario scenario, int round, Report report)
    {
        Measurement measured = await scenario.MeasureAsync(TimeSpan.FromSeconds(round == 0 ? options.WarmUp : options.Seconds));
        if (round > 0)
        {
            report.Add(scenario.Name, measured);
        }
    }

    private static async Task<Scenario[]> OpenAsync(string size, ServerProcess server)
    {
        Session session = (await Sessions.OpenAsync(
            server.Address, 1, Requests.Register(Sessions.Username), Requests.LogIn(Sessions.Username)))[0];
        RequestSequence refresh = new RotationSequence(Requests.Refresh(session.RefreshToken));
        RequestSequence read = new(Requests.Profile("/api/user/", session.AccessToken), StatusCodes.Status200OK);

        // Each login beyond the limit of sessions ends one, so another account logs in.
        byte[] logIn = Requests.LogIn(Other);
        await Sessions.OpenAsync(server.Address, 1, Requests.Register(Other), logIn);
        return
        [
            new Scenario($"refresh, {size} database", server, _ => refresh, 1),
            new Scenario($"read, {size} database", server, _ => read, 1),
            new Scenario($"log in, {size} database", server, _ => new RequestSequence(logIn, StatusCodes.Status200OK), 1),
        ];
    }

    private async Task SweepAsync(LargeDatabase database)
    {
        database.ExpireTokens(options.Rows / 4);
        await using ServerProcess server = await StartAsync(database, new()
        {
            ["Sweeping__Period"] = "00:00:10",
            ["Logging__LogLevel__Microsoft.EntityFrameworkCore.Database.Command"] = "Information",
        });
        List<(TimeSpan Time, string Line)> statements = [];
        server.OutputRead += line =>
        {
            if (Executed().Match(line) is { Success: true } match)
            {
                int time = int.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                lock (statements)
                {
                    statements.Add((TimeSpan.FromMilliseconds(time), line));
                }
            }
        };
        long before = server.WorkingSet;
        long peak = before;
        long start = TimeProvider.System.GetTimestamp();
        while (database.CountExpired() > 0 && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(5))
        {
            peak = Math.Max(peak, server.WorkingSet);
            await Task.Delay(SampleEvery);
        }

        (TimeSpan Time, string Line)[] slowestFirst;
        lock (statements)
        {
            slowestFirst = [.. statements.OrderByDescending(statement => statement.Time)];
        }

        string longest = string.Join(
            ", ",
            slowestFirst.Take(5).Select(statement => statement.Time.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Sweep of {options.Rows / 4}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} s with the 10 s before it, " +
            $"{slowestFirst.Length} statements, the longest {longest} ms; working set {before} MiB before, {peak} MiB at most."));
        Console.WriteLine($"The longest: {slowestFirst[0].Line}");
    }

    private Task<ServerProcess> StartAsync(LargeDatabase database, Dictionary<string, string> settings) =>
        ServerProcess.StartAsync(options.FindService(), new(database.Settings.Concat(settings))
        {
            // All requests come from one address.
            ["Throttling__Enabled"] = "false",
            ["Tokens__AccessTokenLifetime"] = "01:00:00",
        });

    [GeneratedRegex(@"Executed DbCommand \(([0-9,]+)ms\)")]
    private static partial Regex Executed();
}
