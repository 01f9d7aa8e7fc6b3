using System.Globalization;

namespace CleanAuth.Benchmarks.Growth;

/// <summary>The measurements of a run as a table, with the median of the rounds.</summary>
internal sealed class Report(string[] scenarios)
{
    private readonly Dictionary<string, List<Measurement>> rounds = scenarios.ToDictionary(name => name, _ => new List<Measurement>());

    public void Add(string scenario, Measurement measurement) => rounds[scenario].Add(measurement);

    public void Write(TextWriter output)
    {
        output.WriteLine($"{"",-36}{"requests/s",12}{"p50 ms",10}{"p99 ms",10}{"CPU µs each",13}{"failed",8}");
        foreach ((string name, List<Measurement> all) in rounds)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-36}{Median(all, one => one.PerSecond),12:F1}" +
                $"{Median(all, LatencyAt(0.50)),10:F2}{Median(all, LatencyAt(0.99)),10:F2}" +
                $"{Median(all, one => one.MicrosecondsEach),13:F0}{all.Sum(one => one.Failed),8}"));
        }
    }

    private static Func<Measurement, double> LatencyAt(double share) => one => one.Latencies.Percentile(share).TotalMilliseconds;

    private static double Median<T>(IEnumerable<T> all, Func<T, double> value)
    {
        double[] sorted = [.. all.Select(value).Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
