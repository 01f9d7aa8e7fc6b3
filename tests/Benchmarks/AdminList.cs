using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace CleanAuth.Benchmarks;

/// <summary>
/// Measures the list of accounts for staff with many accounts: each kind of page over HTTP, and then the export of all accounts.
/// Runs on SQLite, and on PostgreSQL if CLEANAUTH_TEST_POSTGRESQL names a server.
/// </summary>
internal sealed class AdminList(BenchmarkOptions options)
{
    public const string Name = "admin-list";

    private const string Path = "/api/admin/users/";
    private const int WarmUps = 3;

    // Each query is followed by its next page.
    private static readonly string[] Queries =
    [
        "",
        "?ordering=created",
        "?ordering=email",
        "?ordering=-username",
        "?ordering=last_login",
        "?ordering=-last_login",
        "?q=user0123456",
        "?q=USER01",
        "?q=user",
        "?q=nobody",
        "?q=name01&is_active=true",
        "?is_active=true",
        "?is_active=false",
        "?is_staff=true",
        "?is_staff=false",
        "?is_superuser=true",
        "?is_superuser=false",
        "?is_active=false&ordering=email",
        "?is_active=false&ordering=-last_login",
        "?is_active=true&ordering=-last_login",
        "?is_staff=true&ordering=username",
        "?is_staff=true&is_active=false",
        "?is_staff=false&is_active=true&ordering=email",
        "?q=user&is_staff=true",
        "?q=user&is_active=false",
        "?page_size=200",
    ];

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
        Console.WriteLine($"{provider}: {options.Rows} accounts, the median of {options.Rounds} calls and the slowest");
        await using LargeDatabase database = create();
        await using ServerProcess server = await ServerProcess.StartAsync(options.FindService(), [], new(database.Settings)
        {
            ["Throttling__Enabled"] = "false",
            ["Tokens__AccessTokenLifetime"] = "01:00:00",
        });
        Sessions sessions = await Sessions.OpenAsync(server.Address, 1);
        database.MakeSuperuser();
        database.AddUsers(options.Rows);
        using HttpClient client = new() { BaseAddress = new Uri($"http://{server.Address}"), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", sessions[0].AccessToken);
        foreach (string query in Queries)
        {
            string? next = await MeasureAsync(client, query);
            if (next is not null)
            {
                await MeasureAsync(client, $"{query}{(query.Length == 0 ? '?' : '&')}cursor={next}", $"{query} (next page)");
            }
        }

        await ExportAsync(client, server);
    }

    private async Task<string?> MeasureAsync(HttpClient client, string query, string? name = null)
    {
        List<double> times = [];
        JsonNode? page = null;
        for (int call = -WarmUps; call < options.Rounds; call++)
        {
            long start = TimeProvider.System.GetTimestamp();
            string body = await client.GetStringAsync(new Uri($"{Path}{query}", UriKind.Relative));
            if (call >= 0)
            {
                times.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }

            page = JsonNode.Parse(body);
        }

        times.Sort();
        int rows = page!["results"]!.AsArray().Count;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(name ?? query),-55} {times[times.Count / 2],8:F1} ms {times[^1],8:F1} ms {rows,4} rows"));
        return (string?)page["next"];
    }

    private static async Task ExportAsync(HttpClient client, ServerProcess server)
    {
        long before = server.WorkingSet;
        long start = TimeProvider.System.GetTimestamp();
        await using Stream file = await client.GetStreamAsync(new Uri($"{Path}export/", UriKind.Relative));
        using StreamReader reader = new(file);
        int lines = 0;
        while (await reader.ReadLineAsync() is not null)
        {
            lines++;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Export: {lines} lines in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s; " +
            $"working set {before} MiB before, {server.WorkingSet} MiB after."));
    }
}
