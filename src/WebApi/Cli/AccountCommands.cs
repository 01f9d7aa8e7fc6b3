using System.CommandLine;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Application.Operations.SetUserPassword;
using MediatR;

namespace CleanAuth.WebApi.Cli;

/// <summary>Commands that create or change one account.</summary>
internal sealed class AccountCommands(CommandRunner runner)
{
    public Command CreateSuperuser()
    {
        Option<string?> email = new("--email") { Description = "The email to log in with; asked for when missing." };
        Option<string?> username = new("--username") { Description = "The username; asked for when missing." };
        Command command = CommandRunner.Create(
            "create-superuser",
            $"Create an account that may do everything. The password is asked for, or read from {Prompt.PasswordSetting}.",
            async parsed =>
            {
                string address = parsed.GetValue(email) ?? Prompt.Ask("Email");
                string name = parsed.GetValue(username) ?? Prompt.Ask("Username");
                string password = runner.Prompt.AskPassword();
                await runner.PrepareDatabaseAsync();
                Guid id = await runner.SendAsync(new CreateSuperuserCommand(address.Trim(), name.Trim(), password));
                Console.WriteLine($"Created superuser {id}.");
            });
        command.Options.Add(email);
        command.Options.Add(username);
        return command;
    }

    public Command ChangePassword()
    {
        Argument<string> email = EmailArgument();
        Command command = CommandRunner.Create(
            "change-password",
            $"Set the password of an account. It is asked for, or read from {Prompt.PasswordSetting}.",
            async parsed =>
            {
                string password = runner.Prompt.AskPassword();
                await runner.PrepareDatabaseAsync();
                await runner.SendAsync(new SetUserPasswordCommand(parsed.GetRequiredValue(email), password));
                Console.WriteLine("Changed.");
            });
        command.Arguments.Add(email);
        return command;
    }

    public Command DeactivateUser() =>
        OnAccount("deactivate-user", "Deactivate an account and revoke its tokens.", email => new DeactivateUserCommand(email), "Deactivated.");

    public Command ActivateUser() =>
        OnAccount("activate-user", "Activate a deactivated account.", email => new ActivateUserCommand(email), "Activated.");

    public Command GrantStaff()
    {
        Argument<string> email = EmailArgument();
        Option<bool> unproven = new("--unproven")
        {
            Description = "Grant although the email is unverified, or staff set the email or the password. Use it only if you know the owner.",
        };
        Command command = CommandRunner.Create("grant-staff", "Make an account staff.", async parsed =>
        {
            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(new GrantStaffCommand(parsed.GetRequiredValue(email), parsed.GetValue(unproven)));
            Console.WriteLine("Granted.");
        });
        command.Arguments.Add(email);
        command.Options.Add(unproven);
        return command;
    }

    public Command DeleteUser()
    {
        Argument<string> email = EmailArgument();
        Option<bool> yes = new("--yes") { Description = "Do not ask for confirmation." };
        Command command = CommandRunner.Create("delete-user", "Delete an account with all its data.", async parsed =>
        {
            if (!parsed.GetValue(yes) && Prompt.Ask("Repeat the address to delete the account") != parsed.GetRequiredValue(email))
            {
                throw new InvalidOperationException("Nothing was deleted.");
            }

            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(new DeleteUserCommand(parsed.GetRequiredValue(email)));
            Console.WriteLine("Deleted.");
        });
        command.Arguments.Add(email);
        command.Options.Add(yes);
        return command;
    }

    private Command OnAccount(string name, string description, Func<string, IRequest<Unit>> request, string done)
    {
        Argument<string> email = EmailArgument();
        Command command = CommandRunner.Create(name, description, async parsed =>
        {
            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(request(parsed.GetRequiredValue(email)));
            Console.WriteLine(done);
        });
        command.Arguments.Add(email);
        return command;
    }

    private static Argument<string> EmailArgument() => new("email") { Description = "The email of the account." };
}
