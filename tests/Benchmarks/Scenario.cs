namespace CleanAuth.Benchmarks;

/// <summary>Something to measure: a server, and what each connection sends to it.</summary>
internal sealed record Scenario(string Name, ServerProcess Server, Func<int, RequestSequence> Open)
{
    /// <summary>Sends on so many connections for so long.</summary>
    public async Task<Measurement> MeasureAsync(int connections, TimeSpan duration)
    {
        Histogram latencies = new();
        using CancellationTokenSource end = new();
        Task<int>[] failures = [.. Enumerable.Range(0, connections).Select(number => ConverseAsync(Open(number), latencies, end.Token))];
        long start = TimeProvider.System.GetTimestamp();
        TimeSpan processorTime = Server.ProcessorTime;
        end.CancelAfter(duration);
        int failed = (await Task.WhenAll(failures)).Sum();
        return new Measurement(
            latencies,
            failed,
            TimeProvider.System.GetElapsedTime(start),
            Server.ProcessorTime - processorTime);
    }

    private async Task<int> ConverseAsync(RequestSequence conversation, Histogram latencies, CancellationToken end)
    {
        int failed = 0;
        using Connection connection = await Connection.OpenAsync(Server.Address);
        while (!end.IsCancellationRequested)
        {
            conversation.Prepare();
            long start = TimeProvider.System.GetTimestamp();
            (int status, ReadOnlyMemory<byte> response) = await connection.ExchangeAsync(conversation.Request);
            if (status == conversation.SuccessStatus)
            {
                latencies.Add(start);
                conversation.Learn(response.Span);
            }
            else
            {
                failed++;
            }
        }

        return failed;
    }
}

/// <summary>The result of a scenario in one round.</summary>
internal sealed record Measurement(Histogram Latencies, int Failed, TimeSpan Duration, TimeSpan ProcessorTime)
{
    public double PerSecond => Latencies.Count / Duration.TotalSeconds;

    /// <summary>The CPU time of the server per response, which other load on the machine changes least.</summary>
    public double MicrosecondsEach => ProcessorTime.TotalMicroseconds / Latencies.Count;
}
