namespace CleanAuth.RaceTests;

internal sealed class Percentiles(IEnumerable<TimeSpan> durations)
{
    private readonly double[] sorted = [.. durations.Select(duration => duration.TotalMilliseconds).Order()];

    /// <summary>The smallest duration in milliseconds that this share of all does not exceed.</summary>
    public double At(double share) => sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}
