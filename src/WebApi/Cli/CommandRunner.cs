using System.CommandLine;
using MediatR;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cli;

/// <summary>Creates commands, and sends their requests to the use cases.</summary>
internal sealed class CommandRunner(WebApplication app, Func<Task> prepareDatabase)
{
    public Prompt Prompt { get; } = new(app.Configuration);

    public Task PrepareDatabaseAsync() => prepareDatabase();

    // For commands that do not prepare the database: a misspelt provider must not count as SQLite.
    public void ValidateOptions() => app.Services.GetRequiredService<IStartupValidator>().Validate();

    public async Task<T> SendAsync<T>(IRequest<T> request)
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public static Command Create(string name, string description, Func<ParseResult, Task> run)
    {
        Command command = new(name, description);
        command.SetAction((parsed, _) => UnknownArgument(parsed) is { } word
            ? ErrorReporting.FailAsync($"'{name}' does not accept '{word}'. See {name} --help.")
            : RunAsync(() => run(parsed)));
        return command;
    }

    public static Task<int> RunAsync(Func<Task> run) => ErrorReporting.RunAsync(async () =>
    {
        await run();
        return 0;
    });

    // An unknown argument with '=' is a setting (--Section:Name=value). Any other is a mistake.
    private static string? UnknownArgument(ParseResult parsed) =>
        parsed.UnmatchedTokens.FirstOrDefault(word => !word.Contains('=', StringComparison.Ordinal));
}
