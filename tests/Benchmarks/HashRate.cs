namespace CleanAuth.Benchmarks;

/// <summary>How many passwords the machine can hash: the limit of logins and registrations.</summary>
internal static class HashRate
{
    // The default of Passwords:WorkFactor.
    private const int WorkFactor = 11;

    /// <summary>Hashes on every processor at once. Returns hashes per second.</summary>
    public static async Task<double> MeasureAsync(TimeSpan duration)
    {
        double[] rates = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(() => Repeat(duration), TaskCreationOptions.LongRunning)));
        return rates.Sum();
    }

    private static double Repeat(TimeSpan duration)
    {
        int count = 0;
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            BCrypt.Net.BCrypt.HashPassword(Requests.Password, WorkFactor);
            count++;
        }

        return count / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
