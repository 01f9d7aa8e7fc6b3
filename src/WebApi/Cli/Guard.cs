using System.Data.Common;
using CleanAuth.Application.Errors;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cli;

/// <summary>
/// Says on the standard error what an operator can mend, each fault on a line, and answers the exit status 1. Anything
/// else is a bug and keeps its stack trace.
/// </summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (MessagesOf(exception) is { Length: > 0 } messages)
        {
            return await FailAsync(messages);
        }
    }

    public static async Task<int> FailAsync(params string[] messages)
    {
        foreach (string message in messages)
        {
            await Console.Error.WriteLineAsync(message);
        }

        return 1;
    }

    private static string[] MessagesOf(Exception exception) => exception switch
    {
        OptionsValidationException invalid => [.. invalid.Failures],

        // How the host puts together what several sections have.
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.SelectMany(MessagesOf).Distinct()],
        InvalidInputException invalid =>
            [.. invalid.Errors.SelectMany(error => error.Value.Select(message => $"{error.Key}: {message}"))],
        UnknownAccountException or UnprovenOwnerException or NotFoundException or AccountChangedException or LastSuperuserException or StateUnavailableException
            or InvalidOperationException or DbException or IOException
            or UnauthorizedAccessException => [exception.Message],
        _ => [],
    };
}
