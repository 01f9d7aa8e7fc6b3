using System.Diagnostics;

namespace CleanAuth.RaceTests;

/// <summary>
/// Tries every token of an ended session on every process, a second after its end was answered. The rounds go on
/// meanwhile, so that a thousand of them need not wait a thousand seconds.
/// </summary>
internal sealed class RevocationCheck(Api api, History history)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Queue<(Revocation Revocation, IReadOnlyCollection<TokenPair> Tokens)> due = [];

    public void Add(Revocation revocation, IReadOnlyCollection<TokenPair> tokens) => due.Enqueue((revocation, tokens));

    public async Task CheckDueAsync()
    {
        while (due.TryPeek(out var next) && Stopwatch.GetElapsedTime(next.Revocation.AnsweredAt) > Grace)
        {
            await InspectAsync(due.Dequeue().Tokens);
        }
    }

    public async Task CheckRemainingAsync()
    {
        while (due.TryDequeue(out var next))
        {
            // Other processes live in real time, so this has to pass.
            TimeSpan left = Grace - Stopwatch.GetElapsedTime(next.Revocation.AnsweredAt);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            await InspectAsync(next.Tokens);
        }
    }

    private Task InspectAsync(IReadOnlyCollection<TokenPair> tokens) => Task.WhenAll(
        from process in Enumerable.Range(0, api.Processes)
        from attempt in Attempts(process, tokens)
        select CountIfAcceptedAsync(attempt));

    private IEnumerable<Task<Reply>> Attempts(int process, IReadOnlyCollection<TokenPair> tokens) => [
        .. tokens.Select(pair => pair.Access).Distinct().Select(access => api.ReadUserAsync(process, access)),
        .. tokens.Select(pair => pair.Refresh).Distinct().Select(refresh => api.RefreshAsync(process, refresh))];

    private async Task CountIfAcceptedAsync(Task<Reply> attempt)
    {
        if ((await attempt).IsSuccess)
        {
            history.AddAcceptedAfterRevocation();
        }
    }
}
