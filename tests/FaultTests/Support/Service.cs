namespace CleanAuth.FaultTests.Support;

/// <summary>The service in its own process, which a test can stop and restart, with a client.</summary>
internal sealed class Service : IDisposable
{
    /// <summary>The database timeout of the service in these tests.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The maximum time of any response: the wait in the write queue, the wait for the lock, and a reserve for a machine that
    /// runs other tests too. Without a common deadline, a hundred writers would wait for a hundred times the timeout.
    /// </summary>
    public static readonly TimeSpan MaxResponseTime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> settings;

    private Service(SharedDatabase database, (string Name, string Value)[] more)
    {
        settings = new Dictionary<string, string>(database.Settings)
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Database__Timeout"] = Timeout.ToString(),
            ["Tokens__Issuer"] = "https://accounts.example.com",
            ["Https__Required"] = "false",
            ["AllowedHosts"] = "*",
            ["Passwords__WorkFactor"] = "4",
            ["Logging__LogLevel__Default"] = "Warning",

            // This category logs the chosen port.
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
        };
        foreach ((string name, string value) in more)
        {
            settings[name] = value;
        }

        Client = new ApiClient(() => Process.Address);
    }

    public ServiceProcess Process { get; private set; } = null!;

    public ApiClient Client { get; }

    public static async Task<Service> StartAsync(SharedDatabase database, params (string Name, string Value)[] settings)
    {
        Service service = new(database, settings);
        service.Process = await ServiceProcess.StartAsync(service.settings);
        return service;
    }

    /// <summary>Launches it without waiting until it listens.</summary>
    public static Service Launch(SharedDatabase database, params (string Name, string Value)[] settings)
    {
        Service service = new(database, settings);
        service.Process = ServiceProcess.Launch(service.settings);
        return service;
    }

    /// <summary>Waits until a launched service listens, and returns its readiness status; null if the process has exited.</summary>
    public async Task<int?> IsReadyAsync()
    {
        await Poll.UntilAsync(() => Task.FromResult(Process.IsListening), listening => listening);
        return Process.HasEnded ? null : await Client.IsReadyAsync();
    }

    /// <summary>Starts a new process after the old one has ended.</summary>
    public async Task RestartAsync()
    {
        Process.Dispose();
        Process = await ServiceProcess.StartAsync(settings);
    }

    public void Dispose()
    {
        Client.Dispose();
        Process?.Dispose();
    }
}
