namespace CleanAuth.FaultTests.Support;

/// <summary>The service in a process of its own that a test may end and start again, and a client of it.</summary>
internal sealed class Service : IDisposable
{
    /// <summary>How long the service waits for its database in these tests.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Within what time every answer must be there: a wait for the turn to write, one for the lock, and much for a machine
    /// that runs other tests as well. Without a bound a hundred writers would wait for a hundred times the timeout.
    /// </summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

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

            // Says which port it was given.
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
        };
        foreach ((string name, string value) in more)
        {
            settings[name] = value;
        }

        Client = new Client(() => Process.Address);
    }

    public ServiceProcess Process { get; private set; } = null!;

    public Client Client { get; }

    public static async Task<Service> StartAsync(SharedDatabase database, params (string Name, string Value)[] settings)
    {
        Service service = new(database, settings);
        service.Process = await ServiceProcess.StartAsync(service.settings);
        return service;
    }

    /// <summary>Only launches it; there is nobody to listen yet.</summary>
    public static Service Launch(SharedDatabase database, params (string Name, string Value)[] settings)
    {
        Service service = new(database, settings);
        service.Process = ServiceProcess.Launch(service.settings);
        return service;
    }

    /// <summary>Waits until a launched service listens, and asks whether it is ready; null when it ended instead.</summary>
    public async Task<int?> IsReadyAsync()
    {
        await Poll.UntilAsync(() => Task.FromResult(Process.IsListening), listening => listening);
        return Process.HasEnded ? null : await Client.IsReadyAsync();
    }

    /// <summary>Starts it again after its end.</summary>
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
