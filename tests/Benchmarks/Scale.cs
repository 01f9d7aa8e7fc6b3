using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.Benchmarks;

/// <summary>
/// Measures a large database: refreshing among few refresh tokens and among many, in turn, and then the sweep of those that
/// expired. On SQLite, and on PostgreSQL where CLEANAUTH_TEST_POSTGRESQL names a server.
/// </summary>
internal sealed partial class Scale(BenchmarkOptions options)
{
    public const string Name = "scale";

    private const string Few = "refresh among few";
    private const string Many = "refresh among many";
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
        RequestSequence refreshFew = await ConverseAsync(ofFew);
        RequestSequence refreshMany = await ConverseAsync(ofMany);
        few.AddTokens(FewTokens);
        many.AddTokens(options.Rows);
        Scenario[] scenarios = [new(Few, ofFew, _ => refreshFew), new(Many, ofMany, _ => refreshMany)];
        Report report = new([Few, Many]);
        for (int round = -1; round < options.Rounds; round++)
        {
            foreach (Scenario scenario in scenarios)
            {
                int seconds = round < 0 ? options.WarmUp : options.Seconds;
                Measurement measured = await scenario.MeasureAsync(connections: 1, TimeSpan.FromSeconds(seconds));
                if (round >= 0)
                {
                    report.Add(scenario.Name, measured);
                }
            }
        }

        report.Write(Console.Out);
    }

    private async Task SweepAsync(LargeDatabase store)
    {
        store.ExpireTokens(options.Rows / 4);
        await using ServerProcess server = await StartAsync(store, new()
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
        while (store.CountExpired() > 0 && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(5))
        {
            peak = Math.Max(peak, server.WorkingSet);
            await Task.Delay(SampleEvery);
        }

        (TimeSpan Time, string Line)[] slowestFirst;
        lock (statements)
        {
            slowestFirst = [.. statements.OrderByDescending(statement => statement.Time)];
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Sweep of {options.Rows / 4}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} s with the 10 s before it, {slowestFirst.Length} statements, the longest {string.Join(", ", slowestFirst.Take(5).Select(statement => $"{statement.Time.TotalMilliseconds:F0}"))} ms; working set {before} MiB before, {peak} MiB at most."));
        Console.WriteLine($"The longest: {slowestFirst[0].Line}");
    }

    private Task<ServerProcess> StartAsync(LargeDatabase store, Dictionary<string, string> settings) =>
        ServerProcess.StartAsync(options.FindService(), [], new(store.Settings.Concat(settings))
        {
            // All comes from one address, and more of it than one address may send.
            ["Throttling__Enabled"] = "false",
        });

    private static async Task<RequestSequence> ConverseAsync(ServerProcess server) =>
        new RotationSequence(Requests.Refresh((await Sessions.OpenAsync(server.Address, 1))[0].RefreshToken));

    [GeneratedRegex(@"Executed DbCommand \(([0-9,]+)ms\)")]
    private static partial Regex Executed();
}
