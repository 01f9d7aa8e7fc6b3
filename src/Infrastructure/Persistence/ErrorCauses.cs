using System.Data.Common;
using System.Net.Sockets;

namespace CleanAuth.Infrastructure.Persistence;

internal static class ErrorCauses
{
    /// <summary>
    /// Returns the exception and every exception inside it. Npgsql collects the errors of several hosts in one exception.
    /// </summary>
    public static IEnumerable<Exception> Causes(this Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException several
            ? several.InnerExceptions
            : exception.InnerException is { } single ? [single] : [];
        return inner.SelectMany(Causes).Prepend(exception);
    }

    /// <summary>Returns whether a server could not be reached or used. Any other exception is a bug.</summary>
    public static bool ComesFromServer(this Exception exception) =>
        exception.Causes().Any(cause => cause is DbException or SocketException or TimeoutException);
}
