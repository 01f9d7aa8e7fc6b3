using System.CommandLine;
using CleanAuth.Application.Operations.BackUpDatabase;
using CleanAuth.Application.Operations.MigrateDatabase;
using CleanAuth.Application.Operations.RestoreDatabase;
using CleanAuth.Application.Operations.VoidSessionsAndLinks;

namespace CleanAuth.WebApi.Cli;

/// <summary>Commands that migrate, back up and restore the database.</summary>
internal sealed class DatabaseCommands(CommandRunner runner)
{
    private const string Voided = "All sessions have ended. All links, codes, pending email changes and waiting emails are void.";

    public Command Migrate() => CommandRunner.Create("migrate", "Apply missing database migrations.", async _ =>
    {
        runner.ValidateOptions();
        IReadOnlyList<string> applied = await runner.SendAsync(new MigrateDatabaseCommand());
        Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", applied)}.");
    });

    public Command BackUp()
    {
        Argument<string> file = new("file") { Description = "The file to write; it must not exist yet." };
        Command command = CommandRunner.Create(
            "backup",
            "Copy the SQLite database and the Data Protection keys into a file. Works while the service runs.",
            async parsed =>
            {
                runner.ValidateOptions();
                string path = Path.GetFullPath(parsed.GetRequiredValue(file));
                await runner.SendAsync(new BackUpDatabaseCommand(path));
                Console.WriteLine($"Wrote {path}. Protect the file like the database: it contains password hashes and keys.");
            });
        command.Arguments.Add(file);
        return command;
    }

    public Command Restore()
    {
        Argument<string> file = new("file") { Description = "A file that `backup` wrote." };
        Command command = CommandRunner.Create(
            "restore",
            "Replace the SQLite database by a backup and end all sessions. Stop the service first.",
            async parsed =>
            {
                runner.ValidateOptions();
                string? previous = await runner.SendAsync(new RestoreDatabaseCommand(Path.GetFullPath(parsed.GetRequiredValue(file))));
                Console.WriteLine($"The backup is restored. {Voided}");
                Console.WriteLine("Passwords and accounts are as they were at the backup: old passwords and deleted accounts are back.");
                if (previous is not null)
                {
                    Console.WriteLine($"The previous database is {previous}. Delete it when you no longer need it.");
                }
            });
        command.Arguments.Add(file);
        return command;
    }

    public Command VoidSessionsAndLinks() => CommandRunner.Create(
        "void-sessions-and-links",
        "End all sessions, and void all links, codes, pending email changes and waiting emails. Run it after restoring a database server.",
        async _ =>
        {
            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(new VoidSessionsAndLinksCommand());
            Console.WriteLine(Voided);
        });
}
