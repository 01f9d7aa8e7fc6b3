using System.Diagnostics;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>The built program as an operator runs it, with settings in the environment and a database of its own.</summary>
internal sealed class Executable : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-");

    private string ConnectionString => $"Data Source={Path.Combine(folder.FullName, "test.db")}";

    private string KeysPath => Path.Combine(folder.FullName, "keys");

    /// <summary>The service in this process, on the database of the commands.</summary>
    public CleanAuthHost Serve() =>
        new(("ConnectionStrings:CleanAuth", ConnectionString), ("DataProtection:KeysPath", KeysPath));

    /// <summary>Runs to the end; what is not given on the standard input is answered by its end.</summary>
    public async Task<Outcome> RunAsync(string arguments, string input = "", params (string Name, string Value)[] environment)
    {
        using Process process = Process.Start(StartInfo(arguments, environment))!;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(patience.Token);
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

    private ProcessStartInfo StartInfo(string arguments, (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("dotnet", $"\"{typeof(Program).Assembly.Location}\" {arguments}")
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__CleanAuth"] = ConnectionString;
        start.Environment["DataProtection__KeysPath"] = KeysPath;
        start.Environment["Passwords__WorkFactor"] = "4";
        start.Environment["Tokens__Issuer"] = CleanAuthHost.Issuer;
        start.Environment["Https__Required"] = "false";
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
