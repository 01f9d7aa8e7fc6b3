using System.CommandLine;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.BackUpDatabase;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Application.Operations.MigrateDatabase;
using CleanAuth.Application.Operations.RestoreDatabase;
using CleanAuth.Application.Operations.RetryEmails;
using CleanAuth.Application.Operations.RotateSigningKeys;
using CleanAuth.Application.Operations.VoidSessionsAndLinks;
using MediatR;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cli;

/// <summary>
/// The commands of the executable. Without one it serves. Exit status: 0 done, 1 refused or failed, with the reason on
/// the standard error.
/// </summary>
internal sealed class CommandLine(WebApplication app, Func<Task> prepareDatabase, Func<Task> loadState)
{
    private readonly Prompt prompt = new(app.Configuration);

    /// <summary>Runs the command, or serves, and disposes of the application: that closes the database.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        await using WebApplication ended = app;
        RootCommand root = new("CleanAuth, the account and token service. Without a command it serves requests.")
        {
            Migrate(),
            CreateSuperuser(),
            ChangePassword(),
            OnAccount("deactivate-user", "Shut an account; its tokens are refused from now on.", email => new DeactivateUserCommand(email), "Deactivated."),
            OnAccount("activate-user", "Open a deactivated account again.", email => new ActivateUserCommand(email), "Activated."),
            GrantStaff(),
            DeleteUser(),
            FlushExpiredTokens(),
            RotateKeys(),
            RetryMail(),
            BackUp(),
            Restore(),
            VoidSessionsAndLinks(),
        };

        // Settings such as --urls go to the configuration.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, _) => parsed.UnmatchedTokens is [var word, ..] && IsNoSetting(word)
            ? Guard.FailAsync($"There is no command '{word}'. See --help.")
            : GuardAsync(ServeAsync));

        // The host itself stops on a signal, and lets requests in flight finish.
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Whether the arguments name a command, in contrast to settings of the service.</summary>
    public static bool IsNamedBy(string[] args) => args is [var word, ..] && IsNoSetting(word);

    private static bool IsNoSetting(string word) => word[0] is not ('-' or '/') && !word.Contains('=', StringComparison.Ordinal);

    private async Task ServeAsync()
    {
        await prepareDatabase();
        await loadState();
        await app.RunAsync();
    }

    private Command Migrate() => Create("migrate", "Apply the database migrations that are missing.", async _ =>
    {
        // The other commands have this from preparing the database: a misspelt provider must not be taken for SQLite.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        IReadOnlyList<string> applied = await SendAsync(new MigrateDatabaseCommand());
        Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", applied)}.");
    });

    private Command CreateSuperuser()
    {
        Option<string?> email = new("--email") { Description = "The address to log in with; asked for when missing." };
        Option<string?> username = new("--username") { Description = "The name; asked for when missing." };
        Command command = Create(
            "create-superuser",
            $"Open an account that may do everything. The password is asked for, or taken from {Prompt.PasswordSetting}.",
            async parsed =>
            {
                string address = parsed.GetValue(email) ?? Prompt.Ask("Email");
                string name = parsed.GetValue(username) ?? Prompt.Ask("Username");
                string password = prompt.AskPassword();
                await prepareDatabase();
                Guid id = await SendAsync(new CreateSuperuserCommand(address.Trim(), name.Trim(), password));
                Console.WriteLine($"Created superuser {id}.");
            });
        command.Options.Add(email);
        command.Options.Add(username);
        return command;
    }

    private Command ChangePassword()
    {
        Argument<string> email = EmailArgument();
        Command command = Create(
            "change-password",
            $"Give an account another password. It is asked for, or taken from {Prompt.PasswordSetting}.",
            async parsed =>
            {
                string password = prompt.AskPassword();
                await prepareDatabase();
                await SendAsync(new SetUserPasswordCommand(parsed.GetRequiredValue(email), password));
                Console.WriteLine("Changed.");
            });
        command.Arguments.Add(email);
        return command;
    }

    private Command GrantStaff()
    {
        Argument<string> email = EmailArgument();
        Option<bool> unproven = new("--unproven")
        {
            Description = "Grant although the address is not verified, or staff set the address or the password: you know who has the account.",
        };
        Command command = Create("grant-staff", "Make an account one of the staff.", async parsed =>
        {
            await prepareDatabase();
            await SendAsync(new GrantStaffCommand(parsed.GetRequiredValue(email), parsed.GetValue(unproven)));
            Console.WriteLine("Granted.");
        });
        command.Arguments.Add(email);
        command.Options.Add(unproven);
        return command;
    }

    private Command DeleteUser()
    {
        Argument<string> email = EmailArgument();
        Option<bool> yes = new("--yes") { Description = "Do not ask for confirmation." };
        Command command = Create("delete-user", "Delete an account and all that belongs to it.", async parsed =>
        {
            if (!parsed.GetValue(yes) && Prompt.Ask("Repeat the address to delete the account") != parsed.GetRequiredValue(email))
            {
                throw new InvalidOperationException("Nothing was deleted.");
            }

            await prepareDatabase();
            await SendAsync(new DeleteUserCommand(parsed.GetRequiredValue(email)));
            Console.WriteLine("Deleted.");
        });
        command.Arguments.Add(email);
        command.Options.Add(yes);
        return command;
    }

    private Command OnAccount(string name, string description, Func<string, IRequest<Unit>> request, string done)
    {
        Argument<string> email = EmailArgument();
        Command command = Create(name, description, async parsed =>
        {
            await prepareDatabase();
            await SendAsync(request(parsed.GetRequiredValue(email)));
            Console.WriteLine(done);
        });
        command.Arguments.Add(email);
        return command;
    }

    private Command FlushExpiredTokens() =>
        Create("flush-expired-tokens", "Delete expired refresh tokens and what else is of no more use.", async _ =>
        {
            await prepareDatabase();
            Console.WriteLine($"Deleted {await SendAsync(new FlushExpiredTokensCommand())} rows that were of no more use.");
        });

    private Command RotateKeys()
    {
        Option<string?> revoke = new("--revoke") { Description = "The id of a key to withdraw at once; tokens of it are refused." };
        Command command = Create("rotate-keys", "Make the next signing key; nobody is signed out.", async parsed =>
        {
            await prepareDatabase();
            string keyId = await SendAsync(new RotateSigningKeysCommand(parsed.GetValue(revoke)));
            Console.WriteLine($"Made key {keyId}.");
        });
        command.Options.Add(revoke);
        return command;
    }

    private Command RetryMail() => Create("retry-mail", "Have the messages tried again that were given up.", async _ =>
    {
        await prepareDatabase();
        Console.WriteLine($"{await SendAsync(new RetryEmailsCommand())} messages that were given up will be tried again.");
    });

    private Command BackUp()
    {
        Argument<string> file = new("file") { Description = "The file to write; it must not exist yet." };
        Command command = Create("backup", "Copy the database and the Data Protection keys into a file, also while the service runs.", async parsed =>
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await SendAsync(new BackUpDatabaseCommand(Path.GetFullPath(parsed.GetRequiredValue(file))));
            Console.WriteLine("Backed up. Keep the file as safe as the database: it holds password hashes and keys.");
        });
        command.Arguments.Add(file);
        return command;
    }

    private Command Restore()
    {
        Argument<string> file = new("file") { Description = "A file that `backup` wrote." };
        Command command = Create("restore", "Put a backup in the place of the database. Stop the service first.", async parsed =>
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            string? before = await SendAsync(new RestoreDatabaseCommand(Path.GetFullPath(parsed.GetRequiredValue(file))));
            Console.WriteLine("Restored. All sessions have ended; links, codes, pending addresses and waiting emails are void.");
            Console.WriteLine("Passwords and accounts are as they were at the backup: old passwords and deleted accounts are back.");
            if (before is not null)
            {
                Console.WriteLine($"The database from before is {before}. Delete it when you need it no more.");
            }
        });
        command.Arguments.Add(file);
        return command;
    }

    private Command VoidSessionsAndLinks() => Create(
        "void-sessions-and-links",
        "End all sessions and void links, codes, pending addresses and waiting emails of all accounts, after a database server was restored.",
        async _ =>
        {
            await prepareDatabase();
            await SendAsync(new VoidSessionsAndLinksCommand());
            Console.WriteLine("All sessions have ended; links, codes, pending addresses and waiting emails are void.");
        });

    private static Argument<string> EmailArgument() => new("email") { Description = "The address of the account." };

    // What a command does not know is a setting (--Section:Name=value) or a slip, which must not pass in silence.
    private static Command Create(string name, string description, Func<ParseResult, Task> run)
    {
        Command command = new(name, description);
        command.SetAction((parsed, _) => parsed.UnmatchedTokens.FirstOrDefault(word => !word.Contains('=', StringComparison.Ordinal)) is { } word
            ? Guard.FailAsync($"'{name}' does not take '{word}'. See {name} --help.")
            : GuardAsync(() => run(parsed)));
        return command;
    }

    private async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    private static Task<int> GuardAsync(Func<Task> run) => Guard.RunAsync(async () =>
    {
        await run();
        return 0;
    });
}
