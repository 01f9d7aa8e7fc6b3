using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace CleanAuth.Benchmarks;

/// <summary>A server in its own process, on a free port of the loopback address and in an empty folder that is deleted with it, or in a given one.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly bool ownsFolder;
    private readonly Process process;

    private ServerProcess(string program, Dictionary<string, string> settings, DirectoryInfo? folder)
    {
        ownsFolder = folder is null;
        this.folder = folder ?? Directory.CreateTempSubdirectory("cleanauth-bench-");
        ProcessStartInfo start = new("dotnet", [program])
        {
            WorkingDirectory = this.folder.FullName,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["Tokens__Issuer"] = "https://accounts.example.com",
                ["Https__Required"] = "false",
                ["AllowedHosts"] = "*",
                ["Mail__AllowFolder"] = "true",
                ["Logging__LogLevel__Default"] = "Warning",
                // This category logs the chosen port.
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            },
        };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
    }

    /// <summary>Raised for each line that the server writes after it listens.</summary>
    public event Action<string>? OutputRead;

    public IPEndPoint Address { get; private set; } = null!;

    /// <summary>The CPU time of the server.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The memory of the server, in mebibytes.</summary>
    public long WorkingSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / (1024 * 1024);
        }
    }

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">The server has exited; the message has its output.</exception>
    public static async Task<ServerProcess> StartAsync(
        string program,
        Dictionary<string, string> settings,
        DirectoryInfo? folder = null)
    {
        ServerProcess server = new(program, settings, folder);
        try
        {
            server.Address = new IPEndPoint(IPAddress.Loopback, await server.ReadPortAsync());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (ownsFolder)
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<int> ReadPortAsync()
    {
        List<string> output = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (ListeningLine().Match(line) is { Success: true } match)
            {
                // Keep reading, because the server blocks when the pipe is full.
                _ = ReadOutputAsync();
                return int.Parse(match.Groups[1].ValueSpan, provider: null);
            }
        }

        throw new InvalidOperationException($"A server did not start:\n{string.Join('\n', output)}");
    }

    private async Task ReadOutputAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            OutputRead?.Invoke(line);
        }
    }

    [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:([0-9]+)")]
    private static partial Regex ListeningLine();
}
