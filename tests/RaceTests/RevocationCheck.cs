using System.Diagnostics;

namespace CleanAuth.RaceTests;

/// <summary>
/// Presents every token of an ended session to every process, a second after the end was confirmed. The rounds continue
/// meanwhile, because a thousand rounds cannot wait a second each.
/// </summary>
internal sealed class RevocationCheck(ClusterClients clients, History history)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Queue<(Revocation Revocation, IReadOnlyCollection<TokenPair> Tokens)> due = [];

    public void Add(Revocation revocation, IReadOnlyCollection<TokenPair> tokens) => due.Enqueue((revocation, tokens));

    public async Task CheckDueAsync()
    {
        while (due.TryPeek(out var next) && Stopwatch.GetElapsedTime(next.Revocation.ConfirmedAt) > Grace)
        {
            await PresentAllAsync(due.Dequeue().Tokens);
        }
    }

    public async Task CheckRemainingAsync()
    {
        while (due.TryDequeue(out var next))
        {
            // Other processes use the real clock, so the test has to wait.
            TimeSpan left = Grace - Stopwatch.GetElapsedTime(next.Revocation.ConfirmedAt);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            await PresentAllAsync(next.Tokens);
        }
    }

    private Task PresentAllAsync(IReadOnlyCollection<TokenPair> tokens) => Task.WhenAll(
        from process in Enumerable.Range(0, clients.Processes)
        from attempt in Attempts(process, tokens)
        select CountIfAcceptedAsync(attempt));

    private IEnumerable<Task<Response>> Attempts(int process, IReadOnlyCollection<TokenPair> tokens) => [
        .. tokens.Select(pair => pair.Access).Distinct().Select(access => clients.At(process).ReadUserAsync(access)),
        .. tokens.Select(pair => pair.Refresh).Distinct().Select(refresh => clients.At(process).RefreshAsync(refresh))];

    private async Task CountIfAcceptedAsync(Task<Response> attempt)
    {
        if ((await attempt).IsSuccess)
        {
            history.AddAcceptedAfterRevocation();
        }
    }
}
