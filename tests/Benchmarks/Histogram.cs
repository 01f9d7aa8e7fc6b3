using System.Diagnostics;

namespace CleanAuth.Benchmarks;

/// <summary>Latencies up to 20 s in steps of 20 µs, in memory that is allocated before the measurement.</summary>
internal sealed class Histogram
{
    private static readonly TimeSpan Width = TimeSpan.FromMicroseconds(20);

    private readonly int[] counts = new int[1_000_000];

    public long Count => counts.Sum(count => (long)count);

    public void Add(long startTimestamp)
    {
        long bucket = Stopwatch.GetElapsedTime(startTimestamp).Ticks / Width.Ticks;
        Interlocked.Increment(ref counts[Math.Min(bucket, counts.Length - 1)]);
    }

    /// <summary>The latency that this share of the responses does not exceed.</summary>
    public TimeSpan Percentile(double share)
    {
        double wanted = share * Count;
        long seen = 0;
        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen > 0 && seen >= wanted)
            {
                return Width * (bucket + 1);
            }
        }

        return TimeSpan.Zero;
    }
}
