namespace CleanAuth.Benchmarks;

/// <summary>The options of the command line, such as <c>--connections 64 --seconds 10</c>.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The number of clients that send at the same time; each waits for its response before it sends again.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>The duration of each measurement, in seconds.</summary>
    public int Seconds { get; init; } = 3;

    /// <summary>The number of measurements of each scenario; the scenarios take turns, so that drift of the machine cancels out.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>The duration of the warm-up of each scenario, in seconds.</summary>
    public int WarmUp { get; init; } = 2;

    /// <summary>Part of the names of the scenarios to measure, or a separate run: <c>overload</c> or <c>scale</c>.</summary>
    public string Only { get; init; } = "";

    /// <summary>The number of refresh tokens in the run <c>scale</c>.</summary>
    public int Rows { get; init; } = 2_000_000;

    /// <summary>The folder of the published programs; <c>make bench</c> publishes them.</summary>
    public string Builds { get; init; } = Path.Combine(Root(), "artifacts/bench");

    public static BenchmarkOptions Parse(string[] args) =>
        new ConfigurationBuilder().AddCommandLine(args).Build().Get<BenchmarkOptions>() ?? new BenchmarkOptions();

    public string FindService(bool isReadyToRun = false) => Find("service", "CleanAuth.WebApi.dll", isReadyToRun);

    public string FindIdentity(bool isReadyToRun = false) => Find("identity", "CleanAuth.IdentityApi.dll", isReadyToRun);

    public string FindBare() => Find("bare", "CleanAuth.BareEndpoints.dll", isReadyToRun: false);

    /// <exception cref="FileNotFoundException">The program is not published.</exception>
    private string Find(string name, string file, bool isReadyToRun)
    {
        string path = Path.GetFullPath(Path.Combine(Builds, isReadyToRun ? $"{name}-ready-to-run" : name, file));
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing. Publish it with make bench.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CleanAuth.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Directory.GetCurrentDirectory();
    }
}
