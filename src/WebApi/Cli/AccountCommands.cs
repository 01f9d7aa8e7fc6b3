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
        Option<string?> email = new("--email") { Description = "The email to log in with; prompted for if missing." };
        Option<string?> username = new("--username") { Description = "The username; prompted for if missing." };
        Command command = CommandRunner.Create(
            "create-superuser",
            $"Create a superuser. The password is prompted for, or read from {Prompt.PasswordSetting}.",
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
            $"Set the password of an account and end all sessions. The password is prompted for, or read from {Prompt.PasswordSetting}.",
            async parsed =>
            {
                string password = runner.Prompt.AskPassword();
                await runner.PrepareDatabaseAsync();
                await runner.SendAsync(new SetUserPasswordCommand(parsed.GetRequiredValue(email), password));
                Console.WriteLine("The password was changed.");
            });
        command.Arguments.Add(email);
        return command;
    }

    public Command DeactivateUser() => OnAccount(
        "deactivate-user",
        "Deactivate an account and end all sessions.",
        email => new DeactivateUserCommand(email),
        "The account was deactivated.");

    public Command ActivateUser() => OnAccount(
        "activate-user",
        "Activate a deactivated account.",
        email => new ActivateUserCommand(email),
        "The account is active.");

    public Command GrantStaff()
    {
        Argument<string> email = EmailArgument();
        Option<bool> unproven = new("--unproven")
        {
            Description =
                "Grant even if the email is unverified, or staff set the email or the password. Use it only if you know the owner.",
        };
        Command command = CommandRunner.Create("grant-staff", "Make an account staff, so that it can use the admin pages.", async parsed =>
        {
            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(new GrantStaffCommand(parsed.GetRequiredValue(email), parsed.GetValue(unproven)));
            Console.WriteLine("The account is staff.");
        });
        command.Arguments.Add(email);
        command.Options.Add(unproven);
        return command;
    }

    public Command DeleteUser()
    {
        Argument<string> email = EmailArgument();
        Option<bool> yes = new("--yes") { Description = "Delete without asking for confirmation." };
        Command command = CommandRunner.Create("delete-user", "Delete an account and all its data.", async parsed =>
        {
            if (!parsed.GetValue(yes) && Prompt.Ask("Repeat the email to delete the account") != parsed.GetRequiredValue(email))
            {
                throw new InvalidOperationException("The emails differ. Nothing was deleted.");
            }

            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(new DeleteUserCommand(parsed.GetRequiredValue(email)));
            Console.WriteLine("The account was deleted.");
        });
        command.Arguments.Add(email);
        command.Options.Add(yes);
        return command;
    }

    private Command OnAccount(string name, string description, Func<string, IRequest<Unit>> request, string result)
    {
        Argument<string> email = EmailArgument();
        Command command = CommandRunner.Create(name, description, async parsed =>
        {
            await runner.PrepareDatabaseAsync();
            await runner.SendAsync(request(parsed.GetRequiredValue(email)));
            Console.WriteLine(result);
        });
        command.Arguments.Add(email);
        return command;
    }

    private static Argument<string> EmailArgument() => new("email") { Description = "The email of the account." };
}
