namespace CleanAuth.Benchmarks;

/// <summary>A server, and the requests that each of a number of connections sends to it.</summary>
internal sealed record Scenario(string Name, ServerProcess Server, Func<int, RequestSequence> Open, int Connections)
{
    /// <summary>Sends requests on all connections for this duration.</summary>
    public async Task<Measurement> MeasureAsync(TimeSpan duration)
    {
        Histogram latencies = new();
        using CancellationTokenSource end = new();
        Task<int>[] failures = [.. Enumerable.Range(0, Connections).Select(number => RepeatAsync(Open(number), latencies, end.Token))];
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

    private async Task<int> RepeatAsync(RequestSequence sequence, Histogram latencies, CancellationToken end)
    {
        int failed = 0;
        using Connection connection = await Connection.OpenAsync(Server.Address);
        while (!end.IsCancellationRequested)
        {
            sequence.Prepare();
            long start = TimeProvider.System.GetTimestamp();
            (int status, ReadOnlyMemory<byte> response) = await connection.ExchangeAsync(sequence.Request);
            if (status == sequence.SuccessStatus)
            {
                latencies.Add(start);
                sequence.ReadResponse(response.Span);
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

    /// <summary>The CPU time of the server per response, which depends least on other load of the machine.</summary>
    public double MicrosecondsEach => ProcessorTime.TotalMicroseconds / Latencies.Count;
}
