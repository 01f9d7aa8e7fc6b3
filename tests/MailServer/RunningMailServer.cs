using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;

namespace CleanAuth.MailServer;

/// <summary>
/// A mail server in its own process, which only this machine can reach. It accepts every recipient, with three exceptions: an
/// address that contains "refused" is refused permanently, one that contains "later" is refused temporarily at first, and a message
/// with the word "unwanted" is refused after it was received.
/// </summary>
public sealed class RunningMailServer : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-mail-");
    private readonly string[] arguments;
    private Process? process;

    private RunningMailServer(string[] arguments) => this.arguments = arguments;

    public int Port { get; } = FreePort();

    /// <summary>The settings of a service that uses this server.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Mail:Enabled", "true"),
        ("Mail:Transport", "Smtp"),
        ("Mail:Smtp:Host", "127.0.0.1"),
        ("Mail:Smtp:Port", Port.ToString(CultureInfo.InvariantCulture)),
        ("Mail:Smtp:Security", "None"),
        ("Mail:From", "CleanAuth <no-reply@example.com>"),
    ];

    /// <param name="login">The required login, as <c>name:password</c>.</param>
    /// <param name="later">The number of temporary refusals of an address that contains "later".</param>
    /// <param name="delay">The delay before a message is stored.</param>
    public static async Task<RunningMailServer> StartAsync(string? login = null, int later = 0, TimeSpan delay = default)
    {
        RunningMailServer server = Create(login, later, delay);
        await server.StartAsync();
        return server;
    }

    /// <summary>Creates a server that is not started yet, but has a port.</summary>
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
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(StartTimeout);
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

    /// <summary>All received messages, in the order of their arrival.</summary>
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
