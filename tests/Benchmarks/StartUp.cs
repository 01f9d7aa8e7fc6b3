namespace CleanAuth.Benchmarks;

/// <summary>Measures a restart on an existing database: the time until the first successful response, and the memory when idle.</summary>
internal sealed class StartUp(BenchmarkOptions options)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public async Task MeasureAsync(Table table)
    {
        // Identity has no health endpoint; it refuses the request without a token.
        Start[] starts =
        [
            new("CleanAuth", options.FindService(), "/health/ready", StatusCodes.Status200OK),
            new("Identity", options.FindIdentity(), "/manage/info", StatusCodes.Status401Unauthorized),
            new("CleanAuth, ReadyToRun,", options.FindService(isReadyToRun: true), "/health/ready", StatusCodes.Status200OK),
            new("Identity, ReadyToRun,", options.FindIdentity(isReadyToRun: true), "/manage/info", StatusCodes.Status401Unauthorized),
        ];
        for (int round = 0; round <= options.Rounds; round++)
        {
            foreach (Start start in starts)
            {
                // Round 0 creates the database.
                await start.MeasureAsync(round == 0 ? null : table, Idle);
            }
        }

        foreach (Start start in starts)
        {
            start.Dispose();
        }

        table.Compare("CleanAuth start, s", "Identity start, s", atMost: 1.5);
        table.Compare("CleanAuth memory, MiB", "Identity memory, MiB", atMost: 1.3);
        table.Compare("CleanAuth, ReadyToRun, start, s", "Identity, ReadyToRun, start, s", atMost: 1.2);
        table.Compare("CleanAuth, ReadyToRun, memory, MiB", "Identity, ReadyToRun, memory, MiB", atMost: 1.1);
    }

    private sealed class Start(string name, string program, string path, int status) : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-bench-");

        public async Task MeasureAsync(Table? table, TimeSpan idle)
        {
            long start = TimeProvider.System.GetTimestamp();
            await using ServerProcess server = await ServerProcess.StartAsync(program, [], folder);
            using (Connection connection = await Connection.OpenAsync(server.Address))
            {
                (int received, _) = await connection.ExchangeAsync(Requests.Get(path));
                if (received != status)
                {
                    throw new InvalidOperationException($"{name} returned {received} for {path}.");
                }
            }

            TimeSpan elapsed = TimeProvider.System.GetElapsedTime(start);
            if (table is not null)
            {
                await Task.Delay(idle);
                table.Add($"{name} start, s", elapsed.TotalSeconds);
                table.Add($"{name} memory, MiB", server.WorkingSet);
            }
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
