using System.Collections.Concurrent;
using System.Net;

namespace CleanAuth.Benchmarks.Overloading;

/// <summary>Sends logins at a fixed rate, each on a free or a new connection.</summary>
internal sealed class LoginLoad(IPEndPoint server, RequestSequence logIn, double perSecond)
{
    private readonly ConcurrentBag<Connection> free = [];
    private int succeeded;
    private int refused;
    private int failed;

    public int Succeeded => succeeded;

    public int Refused => refused;

    public int Failed => failed;

    public async Task RunAsync(TimeSpan duration)
    {
        List<Task> logins = [];
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) is var elapsed && elapsed < duration)
        {
            while (logins.Count < elapsed.TotalSeconds * perSecond)
            {
                logins.Add(LogInAsync());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(logins);
        foreach (Connection connection in free)
        {
            connection.Dispose();
        }
    }

    private async Task LogInAsync()
    {
        if (!free.TryTake(out Connection? connection))
        {
            connection = await Connection.OpenAsync(server);
        }

        (int status, _) = await connection.ExchangeAsync(logIn.Request);
        free.Add(connection);
        _ = status switch
        {
            StatusCodes.Status200OK => Interlocked.Increment(ref succeeded),
            StatusCodes.Status503ServiceUnavailable => Interlocked.Increment(ref refused),
            _ => Interlocked.Increment(ref failed),
        };
    }
}
