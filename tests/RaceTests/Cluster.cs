namespace CleanAuth.RaceTests;

/// <summary>Several processes of the service on one database.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly Dictionary<string, string> settings;
    private readonly ServiceProcess[] processes;

    private Cluster(Dictionary<string, string> settings, int size)
    {
        this.settings = settings;
        processes = new ServiceProcess[size];
    }

    public int Size => processes.Length;

    public string Output => string.Join(Environment.NewLine, processes.Select(process => process?.Output));

    public static async Task<Cluster> StartAsync(SharedDatabase database, int size)
    {
        Dictionary<string, string> settings = new(database.Settings)
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Tokens__Issuer"] = "https://accounts.example.com",
            ["Https__Required"] = "false",
            ["AllowedHosts"] = "*",
            ["Passwords__WorkFactor"] = "4",
            ["Accounts__RequireCurrentPassword"] = "false",
            ["Accounts__ConfirmEmailChange"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",

            // This category logs the chosen port.
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
        };
        Cluster cluster = new(settings, size);

        // The first process migrates the database.
        cluster.processes[0] = await ServiceProcess.StartAsync(settings);
        await Task.WhenAll(Enumerable.Range(1, size - 1).Select(cluster.StartAsync));
        return cluster;
    }

    public Uri AddressOf(int process) => processes[process].Address;

    public Task KillAndRestartAsync(int process)
    {
        processes[process].Kill();
        return StartAsync(process);
    }

    public void Dispose()
    {
        foreach (ServiceProcess process in processes)
        {
            process?.Dispose();
        }
    }

    private async Task StartAsync(int process)
    {
        ServiceProcess? killed = processes[process];
        processes[process] = await ServiceProcess.StartAsync(settings);
        killed?.Dispose();
    }
}
