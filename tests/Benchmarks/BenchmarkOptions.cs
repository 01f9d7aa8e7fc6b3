namespace CleanAuth.Benchmarks;

/// <summary>The options of the command line, such as <c>--connections 64 --seconds 10</c>.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>How many clients send at once, each waiting for its answer before it sends again.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>How long each measurement takes.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>How often each scenario is measured, in turn with the others so that drift of the machine cancels.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>How long each scenario runs before anything is measured.</summary>
    public int WarmUp { get; init; } = 5;

    /// <summary>A part of a scenario's name: measure those only, and always the bare endpoint. <c>overload</c> is a run of its own.</summary>
    public string Only { get; init; } = "";

    /// <summary>How many refresh tokens there are in the run <c>scale</c>; a quarter of them then expires.</summary>
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
