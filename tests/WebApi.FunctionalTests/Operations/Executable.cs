using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>The built program as an operator runs it, with settings in the environment and a database of its own.</summary>
internal sealed partial class Executable : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-");

    /// <summary>The command that starts the program, for instance as another user; empty for none.</summary>
    public string Launcher { get; init; } = "";

    /// <summary>Where it runs; relative paths begin here.</summary>
    public string Folder => folder.FullName;

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "test.db")}";

    private string KeysPath => Path.Combine(folder.FullName, "keys");

    /// <summary>The service in this process, on the database of the commands.</summary>
    public CleanAuthHost Serve() =>
        new(("ConnectionStrings:CleanAuth", ConnectionString), ("DataProtection:KeysPath", KeysPath));

    /// <summary>Runs to the end; what is not given on the standard input is answered by its end.</summary>
    public async Task<Outcome> RunAsync(string arguments, string input = "", params (string Name, string Value)[] environment)
    {
        using Process process = Process.Start(StartInfo(arguments, environment))!;
        using CancellationTokenSource timeout = new(Timeout);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(timeout.Token);
            return new Outcome(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Makes the database, with all migrations, as the command <c>migrate</c> does, without the start of a process.</summary>
    public void Migrate() => MigratedDatabase.CreateSqlite(Path.Combine(folder.FullName, "test.db"));

    /// <summary>Asks the service to stop, as the system does when it shuts down.</summary>
    public static void Terminate(Process process)
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Serves while something is done with it, then kills it and answers what it logged.</summary>
    public Task<string> ServeAsync(Func<Uri, Task> act, params (string Name, string Value)[] environment) =>
        ServeAsync(act, process => process.Kill(), environment);

    /// <summary>Serves while something is done with it, then ends it in the given way and answers what it logged.</summary>
    public async Task<string> ServeAsync(Func<Uri, Task> act, Action<Process> end, params (string Name, string Value)[] environment)
    {
        using Process process = Process.Start(StartInfo("", environment))!;
        using CancellationTokenSource timeout = new(Timeout);
        try
        {
            StringBuilder log = new();
            await act(await ReadAddressAsync(process, log, timeout.Token));
            end(process);
            log.Append(await process.StandardOutput.ReadToEndAsync(timeout.Token));
            await process.WaitForExitAsync(timeout.Token);
            return log.ToString();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without asking for anything.
        }
    }

    private static async Task<Uri> ReadAddressAsync(Process process, StringBuilder log, CancellationToken patience)
    {
        while (await process.StandardOutput.ReadLineAsync(patience) is { } line)
        {
            log.AppendLine(line);
            if (ListeningLine().Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException($"It ended: {await process.StandardError.ReadToEndAsync(patience)}");
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:[0-9]+)")]
    private static partial Regex ListeningLine();

    private ProcessStartInfo StartInfo(string arguments, (string Name, string Value)[] environment)
    {
        string command = $"dotnet \"{typeof(Program).Assembly.Location}\" {arguments}";

        // Under the umask that most systems have, whatever the tests run with.
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("dotnet", command["dotnet ".Length..])
            : new ProcessStartInfo("sh", ["-c", $"umask 022; exec {Launcher} {command}"]);
        start.WorkingDirectory = folder.FullName;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__CleanAuth"] = ConnectionString;
        start.Environment["DataProtection__KeysPath"] = KeysPath;
        start.Environment["Passwords__WorkFactor"] = "4";
        start.Environment["Tokens__Issuer"] = CleanAuthHost.Issuer;
        start.Environment["Https__Required"] = "false";
        start.Environment["Mail__AllowFolder"] = "true";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}

/// <summary>How a run of the program ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}
