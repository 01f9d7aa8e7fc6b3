using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.Benchmarks.Growth;

/// <summary>
/// Measures a large database: refreshes with few and with many stored refresh tokens, in turn, and then the sweep of the expired
/// ones. Runs on SQLite, and on PostgreSQL if CLEANAUTH_TEST_POSTGRESQL names a server.
/// </summary>
internal sealed partial class Scale(BenchmarkOptions options)
{
    public const string Name = "scale";

    private const string Few = "refresh with few tokens";
    private const string Many = "refresh with many tokens";
    private const int FewTokens = 2_000;
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
        await using ServerProcess ofFew = await StartAsync(few, []);
        await using ServerProcess ofMany = await StartAsync(many, []);
        RequestSequence refreshFew = await OpenSequenceAsync(ofFew);
        RequestSequence refreshMany = await OpenSequenceAsync(ofMany);
        few.AddTokens(FewTokens);
        many.AddTokens(options.Rows);
        Scenario[] scenarios = [new(Few, ofFew, _ => refreshFew, 1), new(Many, ofMany, _ => refreshMany, 1)];
        Report report = new([Few, Many]);
        for (int round = -1; round < options.Rounds; round++)
        {
            foreach (Scenario scenario in scenarios)
            {
                int seconds = round < 0 ? options.WarmUp : options.Seconds;
                Measurement measured = await scenario.MeasureAsync(TimeSpan.FromSeconds(seconds));
                if (round >= 0)
                {
                    report.Add(scenario.Name, measured);
                }
            }
        }

        report.Write(Console.Out);
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
        });

    private static async Task<RequestSequence> OpenSequenceAsync(ServerProcess server) =>
        new RotationSequence(Requests.Refresh((await Sessions.OpenAsync(
            server.Address, 1, Requests.Register(Sessions.Username), Requests.LogIn(Sessions.Username)))[0].RefreshToken));

    [GeneratedRegex(@"Executed DbCommand \(([0-9,]+)ms\)")]
    private static partial Regex Executed();
}
