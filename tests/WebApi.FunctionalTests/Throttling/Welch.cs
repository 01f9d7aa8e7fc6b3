namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>Welch's t-test on two series of times.</summary>
internal static class Welch
{
    // Other work of the machine makes some samples arbitrarily long, so both series are cut at the same value, as dudect does
    // (Reparaz, Balasch, Verbauwhede: "Dude, is my code constant time?", section 2.3).
    private const double KeptShare = 0.9;

    public static double T(IReadOnlyCollection<double> one, IReadOnlyCollection<double> other)
    {
        double[] all = [.. one.Concat(other).Order()];
        double longest = all[(int)(all.Length * KeptShare)];
        (double mean, double error) = Describe([.. one.Where(time => time <= longest)]);
        (double otherMean, double otherError) = Describe([.. other.Where(time => time <= longest)]);
        return (mean - otherMean) / Math.Sqrt(error + otherError);
    }

    /// <summary>The mean, and its squared standard error.</summary>
    private static (double Mean, double SquaredError) Describe(double[] times)
    {
        double mean = times.Average();
        double variance = times.Sum(time => (time - mean) * (time - mean)) / (times.Length - 1);
        return (mean, variance / times.Length);
    }
}
