using System.Data.Common;
using CleanAuth.Application.Errors;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Cli;

/// <summary>
/// Writes errors that an operator can fix to standard error, one per line, and returns the exit status 1. Other exceptions are bugs and
/// keep the stack trace. InvalidOperationException counts as fixable, because the checks of settings and operations throw it.
/// </summary>
internal static class ErrorReporting
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

        // The host combines the errors of several sections.
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. several.InnerExceptions.SelectMany(MessagesOf).Distinct()],
        InvalidInputException invalid =>
            [.. invalid.Errors.SelectMany(error => error.Value.Select(message => $"{error.Key}: {message}"))],
        UnknownAccountException or UnprovenOwnerException or NotFoundException or AccountChangedException or LastSuperuserException
            or StateUnavailableException or InvalidOperationException or DbException or IOException or UnauthorizedAccessException =>
            [exception.Message],
        _ => [],
    };
}
