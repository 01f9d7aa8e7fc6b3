namespace CleanAuth.Benchmarks;

/// <summary>The options of the command line, such as <c>--connections 64 --seconds 10</c>.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>The number of clients that send at the same time; each waits for its response before it sends again.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>The duration of each measurement, in seconds.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>The number of measurements of each scenario; the scenarios take turns, so that drift of the machine cancels out.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>The duration of the warm-up of each scenario, in seconds.</summary>
    public int WarmUp { get; init; } = 5;

    /// <summary>Part of the names of the scenarios to measure besides the baseline, or a separate run such as <c>overload</c>.</summary>
    public string Only { get; init; } = "";

    /// <summary>The number of refresh tokens in the run <c>scale</c>, or of accounts in the run <c>admin-list</c>.</summary>
    public int Rows { get; init; } = 2_000_000;

    /// <summary>The service to measure; by default the Release build of this working copy.</summary>
    public string Service { get; init; } = "";

    public static BenchmarkOptions Parse(string[] args) =>
        new ConfigurationBuilder().AddCommandLine(args).Build().Get<BenchmarkOptions>() ?? new BenchmarkOptions();

    /// <exception cref="FileNotFoundException">The service is not built.</exception>
    public string FindService()
    {
        string path = Service.Length > 0
            ? Path.GetFullPath(Service)
            : Path.Combine(Root(), "src/WebApi/bin/Release/net10.0/CleanAuth.WebApi.dll");
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing. Build it first: dotnet build -c Release src/WebApi");
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
