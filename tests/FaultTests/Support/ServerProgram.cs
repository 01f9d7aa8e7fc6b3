using System.Diagnostics;

namespace CleanAuth.FaultTests.Support;

/// <summary>Runs programs of a database server, which refuse to run as root.</summary>
internal static class ServerProgram
{
    public static void ChangeOwnerToPostgres(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            using Process chown = Process.Start("chown", ["-R", "postgres", folder]);
            chown.WaitForExit();
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        Process process = new() { StartInfo = start };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs a program to its end, which must succeed.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
