using System.CommandLine;
using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Application.Operations.RetryEmails;
using CleanAuth.Application.Operations.RotateSigningKeys;

namespace CleanAuth.WebApi.Cli;

/// <summary>Commands for work that the service also does in the background: sweep, rotate keys, send emails.</summary>
internal sealed class ServiceCommands(CommandRunner runner)
{
    public Command FlushExpiredTokens() => CommandRunner.Create(
        "flush-expired-tokens",
        "Delete expired refresh tokens and other obsolete rows now, as the service does every ten minutes.",
        async _ =>
        {
            await runner.PrepareDatabaseAsync();
            Console.WriteLine($"Deleted {await runner.SendAsync(new FlushExpiredTokensCommand())} obsolete rows.");
        });

    public Command RotateKeys()
    {
        Option<string?> revoke = new("--revoke")
        {
            HelpName = "kid",
            Description = "The id of a key to revoke at once. All tokens of that key become invalid.",
        };
        Command command = CommandRunner.Create("rotate-keys", "Create the next signing key. Users stay logged in.", async parsed =>
        {
            await runner.PrepareDatabaseAsync();
            string keyId = await runner.SendAsync(new RotateSigningKeysCommand(parsed.GetValue(revoke)));
            Console.WriteLine($"Created key {keyId}.");
        });
        command.Options.Add(revoke);
        return command;
    }

    public Command RetryMail() => CommandRunner.Create("retry-mail", "Retry emails that could not be delivered.", async _ =>
    {
        await runner.PrepareDatabaseAsync();
        Console.WriteLine($"Emails to retry: {await runner.SendAsync(new RetryEmailsCommand())}.");
    });
}
