using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>The built program as an operator runs it, with settings in the environment and its own database.</summary>
internal sealed partial class Executable : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-");

    /// <summary>The command that starts the program, for instance as another user; empty for none.</summary>
    public string Launcher { get; init; } = "";

    /// <summary>The working directory; relative paths start here.</summary>
    public string Folder => folder.FullName;

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "test.db")}";

    private Dictionary<string, string> Settings => new()
    {
        ["ConnectionStrings__CleanAuth"] = ConnectionString,
        ["DataProtection__KeysPath"] = KeysPath,
        ["Passwords__WorkFactor"] = "4",
        ["Tokens__Issuer"] = CleanAuthHost.Issuer,
        ["Https__Required"] = "false",
        ["Mail__AllowFolder"] = "true",
    };

    private string KeysPath => Path.Combine(folder.FullName, "keys");

    /// <summary>Starts the service in this process, on the database of the commands.</summary>
    public CleanAuthHost Serve() =>
        new(("ConnectionStrings:CleanAuth", ConnectionString), ("DataProtection:KeysPath", KeysPath));

    /// <summary>Runs until it exits; the standard input ends after the given text.</summary>
    public async Task<CommandResult> RunAsync(string arguments, string input = "", params (string Name, string Value)[] environment)
    {
        using Process process = Process.Start(StartInfo(arguments, environment))!;
        using CancellationTokenSource timeout = new(Timeout);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(timeout.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>
    /// Runs until it exits like <see cref="RunAsync"/>, but in this process, which takes a tenth of the time. The program cannot read
    /// a password from the standard input, and relative paths do not start at <see cref="Folder"/>.
    /// </summary>
    public async Task<CommandResult> RunInProcessAsync(string arguments, string input = "", params (string Name, string Value)[] environment)
    {
        Dictionary<string, string> settings = Settings;
        foreach ((string name, string value) in environment)
        {
            settings[name] = value;
        }

        // Other tests share the environment of this process, so the settings are arguments.
        string[] args =
        [
            .. CommandLineParser.SplitCommandLine(arguments),
            "--environment=Production",
            "--urls=http://127.0.0.1:0",
            .. settings.Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}"),
        ];
        return await CapturedConsole.RunAsync(() => (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [args])!, input)
            .WaitAsync(Timeout);
    }

    /// <summary>Creates the database with all migrations, as the command <c>migrate</c> does, without starting a process.</summary>
    public void Migrate() => MigratedDatabase.CreateSqlite(Path.Combine(folder.FullName, "test.db"));

    /// <summary>Asks the service to stop, as the operating system does.</summary>
    public static void Terminate(Process process)
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Serves while the action runs, then kills the process and returns its log.</summary>
    public Task<string> ServeAsync(Func<Uri, Task> act, params (string Name, string Value)[] environment) =>
        ServeAsync(act, process => process.Kill(), environment);

    /// <summary>Serves while the action runs, then ends the process in the given way and returns its log.</summary>
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

    public void Dispose()
    {
        using (SqliteConnection pooled = new(ConnectionString))
        {
            SqliteConnection.ClearPool(pooled);
        }

        folder.Delete(recursive: true);
    }

    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process has ended without reading its input.
        }
    }

    private static async Task<Uri> ReadAddressAsync(Process process, StringBuilder log, CancellationToken timeout)
    {
        while (await process.StandardOutput.ReadLineAsync(timeout) is { } line)
        {
            log.AppendLine(line);
            if (ListeningLine().Match(line) is { Success: true } match)
            {
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException($"The process ended: {await process.StandardError.ReadToEndAsync(timeout)}");
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:[0-9]+)")]
    private static partial Regex ListeningLine();

    private ProcessStartInfo StartInfo(string arguments, (string Name, string Value)[] environment)
    {
        string command = $"dotnet \"{typeof(Program).Assembly.Location}\" {arguments}";

        // Use the umask that most systems have, not that of the tests.
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("dotnet", command["dotnet ".Length..])
            : new ProcessStartInfo("sh", ["-c", $"umask 022; exec {Launcher} {command}"]);
        start.WorkingDirectory = folder.FullName;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach ((string name, string value) in Settings.Select(setting => (setting.Key, setting.Value)).Concat(environment))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}

/// <summary>The result of a run of the program.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}
