using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace CleanAuth.MailServer;

/// <summary>
/// A mail server in a process of its own, on this machine alone. It takes mail for anybody; addresses that contain "refused"
/// are refused for good, and those that contain "later" are put off the first times, where it was told so. Messages that say
/// "unwanted" are refused once they were read.
/// </summary>
public sealed class RunningMailServer : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-mail-");
    private readonly string[] arguments;
    private Process? process;

    private RunningMailServer(string[] arguments) => this.arguments = arguments;

    public int Port { get; } = FreePort();

    /// <summary>The settings of a service that sends over it, with colons.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Mail:Enabled", "true"),
        ("Mail:Transport", "Smtp"),
        ("Mail:Smtp:Host", "127.0.0.1"),
        ("Mail:Smtp:Port", Port.ToString(CultureInfo.InvariantCulture)),
        ("Mail:Smtp:Security", "None"),
        ("Mail:From", "CleanAuth <no-reply@example.com>"),
    ];

    /// <param name="login">Who must log in, as <c>name:password</c>.</param>
    /// <param name="later">How often an address that contains "later" is put off.</param>
    /// <param name="delay">How long it takes over each message.</param>
    public static async Task<RunningMailServer> StartAsync(string? login = null, int later = 0, TimeSpan delay = default)
    {
        RunningMailServer server = Create(login, later, delay);
        await server.StartAsync();
        return server;
    }

    /// <summary>One that does not run yet, but has its port.</summary>
    public static RunningMailServer Create(string? login = null, int later = 0, TimeSpan delay = default) => new(
    [
        .. login is null ? Array.Empty<string>() : ["--login", login],
        "--later", later.ToString(CultureInfo.InvariantCulture),
        "--delay", delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
    ]);

    public async Task StartAsync()
    {
        ProcessStartInfo start = new("dotnet", [typeof(RunningMailServer).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("--folder");
        start.ArgumentList.Add(folder.FullName);
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add(Port.ToString(CultureInfo.InvariantCulture));
        process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(StartPatience);
        if (line?.StartsWith("Listening", StringComparison.Ordinal) != true)
        {
            throw new InvalidOperationException($"The mail server did not start: {line}");
        }
    }

    public void Stop()
    {
        process?.Kill();
        process?.WaitForExit();
    }

    public int ReadCount() => folder.GetFiles("*.eml").Length;

    /// <summary>All messages that came, in the order of their coming.</summary>
    public IReadOnlyList<MimeMessage> ReadMessages() =>
        [.. folder.GetFiles("*.eml").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => MimeMessage.Load(file.FullName))];

    public void Dispose()
    {
        Stop();
        process?.Dispose();
        folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
