using System.CommandLine;
using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Application.Operations.RetryEmails;
using CleanAuth.Application.Operations.RotateSigningKeys;

namespace CleanAuth.WebApi.Cli;

/// <summary>Commands that do work which the service also does by itself: sweep, rotate keys, send emails.</summary>
internal sealed class ServiceCommands(CommandRunner runner)
{
    public Command FlushExpiredTokens() =>
        CommandRunner.Create("flush-expired-tokens", "Delete expired refresh tokens and other obsolete rows.", async _ =>
        {
            await runner.PrepareDatabaseAsync();
            Console.WriteLine($"Deleted {await runner.SendAsync(new FlushExpiredTokensCommand())} obsolete rows.");
        });

    public Command RotateKeys()
    {
        Option<string?> revoke = new("--revoke") { Description = "The id of a key to revoke at once; its tokens are refused." };
        Command command = CommandRunner.Create("rotate-keys", "Create the next signing key. All sessions continue.", async parsed =>
        {
            await runner.PrepareDatabaseAsync();
            string keyId = await runner.SendAsync(new RotateSigningKeysCommand(parsed.GetValue(revoke)));
            Console.WriteLine($"Created key {keyId}.");
        });
        command.Options.Add(revoke);
        return command;
    }

    public Command RetryMail() => CommandRunner.Create("retry-mail", "Retry the emails that were given up.", async _ =>
    {
        await runner.PrepareDatabaseAsync();
        Console.WriteLine($"{await runner.SendAsync(new RetryEmailsCommand())} emails that were given up will be retried.");
    });
}
