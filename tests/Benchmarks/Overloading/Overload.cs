using System.Globalization;

namespace CleanAuth.Benchmarks.Overloading;

/// <summary>
/// Sends ten times more logins than the machine can hash, without waiting for responses. Meanwhile it refreshes sessions and reads
/// profiles at a fixed rate. It reports their latencies and the memory.
/// </summary>
internal sealed class Overload(BenchmarkOptions options)
{
    public const string Name = "overload";

    private const int Excess = 10;
    private const int Readers = 20;
    private const int Refreshers = 20;
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Tokens__AccessTokenLifetime"] = "01:00:00",

        // All clients come from one network, and log in to one account.
        ["Throttling__Enabled"] = "false",
    };

    public async Task RunAsync()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(options.FindService(), Settings);
        Sessions sessions = await Sessions.OpenAsync(server.Address, Refreshers + 1, Requests.Register(Sessions.Username), Requests.LogIn(Sessions.Username));
        RequestSequence read = new(Requests.Profile("/api/user/", sessions[Refreshers].AccessToken), StatusCodes.Status200OK);

        // Many logins end the oldest sessions of their account.
        await Sessions.OpenAsync(server.Address, 1, Requests.Register("grace"), Requests.LogIn("grace"));
        RequestSequence logIn = new(Requests.LogIn("grace"), StatusCodes.Status200OK);
        RequestSequence[] refresh = [.. Enumerable.Range(0, Refreshers)
            .Select(number => new RotationSequence(Requests.Refresh(sessions[number].RefreshToken)))];
        Measurement alone = await new Scenario("logins", server, _ => logIn, 4).MeasureAsync(TimeSpan.FromSeconds(options.WarmUp));
        TimeSpan duration = TimeSpan.FromSeconds(options.Seconds);
        double arrivals = alone.PerSecond * Excess;

        // Run a shorter load first, so that the service has allocated its maximum before the memory is compared.
        await RunLoadAsync(server.Address, logIn, read, refresh, arrivals, duration / 4);
        long before = server.WorkingSet;
        Task<long> peak = WatchMemoryAsync(server, duration);
        (LoginLoad logins, FixedRateClient reads, FixedRateClient refreshes) =
            await RunLoadAsync(server.Address, logIn, read, refresh, arrivals, duration);
        long after = server.WorkingSet;

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors hash {alone.PerSecond:F1} logins/s; " +
            $"{arrivals:F0}/s arrived for {options.Seconds} s: " +
            $"{logins.Succeeded} succeeded, {logins.Refused} got a 503, {logins.Failed} failed."));
        Console.WriteLine($"GET /api/user/            {reads}");
        Console.WriteLine($"POST /api/token/refresh/  {refreshes}");
        Console.WriteLine($"Working set: {before} MiB before, {after} MiB after, {await peak} MiB at most.");
    }

    private static async Task<(LoginLoad Logins, FixedRateClient Reads, FixedRateClient Refreshes)> RunLoadAsync(
        System.Net.IPEndPoint server,
        RequestSequence logIn,
        RequestSequence read,
        RequestSequence[] refresh,
        double arrivals,
        TimeSpan duration)
    {
        LoginLoad logins = new(server, logIn, arrivals);
        FixedRateClient reads = new(server, ReadEvery);
        FixedRateClient refreshes = new(server, RefreshEvery);
        await Task.WhenAll([
            logins.RunAsync(duration),
            .. Enumerable.Range(0, Readers).Select(_ => reads.RunAsync(read, duration)),
            .. refresh.Select(one => refreshes.RunAsync(one, duration))]);
        return (logins, reads, refreshes);
    }

    private static async Task<long> WatchMemoryAsync(ServerProcess server, TimeSpan duration)
    {
        long peak = 0;
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            peak = Math.Max(peak, server.WorkingSet);
            await Task.Delay(SampleEvery);
        }

        return peak;
    }
}
