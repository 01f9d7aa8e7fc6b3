using System.CommandLine;

namespace CleanAuth.WebApi.Cli;

/// <summary>
/// The commands of the program. Without a command, the program serves requests. The exit status is 0, or 1 after an error with the
/// reason on standard error.
/// </summary>
internal sealed class CommandLine(WebApplication app, Func<Task> prepareDatabase, Func<Task> loadState)
{
    /// <summary>Runs the command, or serves requests. Then disposes of the application, which closes the database.</summary>
    public async Task<int> RunAsync(string[] args)
    {
        await using WebApplication application = app;
        CommandRunner runner = new(app, prepareDatabase);
        DatabaseCommands database = new(runner);
        AccountCommands accounts = new(runner);
        ServiceCommands service = new(runner);
        RootCommand root = new("CleanAuth, the account and token service. Without a command, it serves requests.")
        {
            database.Migrate(),
            accounts.CreateSuperuser(),
            accounts.ChangePassword(),
            accounts.DeactivateUser(),
            accounts.ActivateUser(),
            accounts.GrantStaff(),
            accounts.DeleteUser(),
            service.FlushExpiredTokens(),
            service.RotateKeys(),
            service.RetryMail(),
            database.BackUp(),
            database.Restore(),
            database.VoidSessionsAndLinks(),
        };

        // Settings such as --urls are unknown here; the configuration reads them.
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, _) => ServeAsync(parsed));

        // The host handles signals itself and completes running requests.
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Whether the first argument is a command, not a setting of the service.</summary>
    public static bool StartsWithCommand(string[] args) => args is [var word, ..] && !IsSetting(word);

    private static bool IsSetting(string word) => word[0] is '-' or '/' || word.Contains('=', StringComparison.Ordinal);

    private Task<int> ServeAsync(ParseResult parsed) => parsed.UnmatchedTokens is [var word, ..] && !IsSetting(word)
        ? ErrorReporting.FailAsync($"There is no command '{word}'. See --help.")
        : CommandRunner.RunAsync(ServeAsync);

    private async Task ServeAsync()
    {
        await prepareDatabase();
        await loadState();
        await app.RunAsync();
    }
}
