using System.Globalization;
using System.Net;

namespace CleanAuth.Benchmarks.Overloading;

/// <summary>Clients that send requests at fixed times. The latency is measured from the time when the request was due.</summary>
internal sealed class FixedRateClient(IPEndPoint server, TimeSpan period)
{
    private readonly Histogram latencies = new();
    private int failed;

    public async Task RunAsync(RequestSequence sequence, TimeSpan duration)
    {
        using Connection connection = await Connection.OpenAsync(server);
        long start = TimeProvider.System.GetTimestamp();
        TimeSpan due = Random.Shared.NextDouble() * period;
        for (; due < duration; due += period)
        {
            if (due - TimeProvider.System.GetElapsedTime(start) is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause);
            }

            long dueAt = start + (long)(due.TotalSeconds * TimeProvider.System.TimestampFrequency);
            long sentAt = Math.Min(TimeProvider.System.GetTimestamp(), dueAt + TimerTolerance);
            sequence.Prepare();
            (int status, ReadOnlyMemory<byte> response) = await connection.ExchangeAsync(sequence.Request);
            if (status == sequence.SuccessStatus)
            {
                latencies.Add(sentAt);
                sequence.ReadResponse(response.Span);
            }
            else
            {
                Interlocked.Increment(ref failed);
            }
        }
    }

    // The delay of a timer is caused by this program, not by the server.
    private static readonly long TimerTolerance = TimeProvider.System.TimestampFrequency / 500;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{latencies.Count,6} responses, p50 {Milliseconds(0.5):F1} ms, p99 {Milliseconds(0.99):F1} ms, " +
        $"p99.9 {Milliseconds(0.999):F1} ms, {failed} failed");

    private double Milliseconds(double share) => latencies.Percentile(share).TotalMilliseconds;
}
