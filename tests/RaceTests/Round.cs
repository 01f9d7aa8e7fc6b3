using System.Diagnostics;

namespace CleanAuth.RaceTests;

/// <summary>One refresh token, presented by all at once, each at the next process.</summary>
internal sealed class Round(Api api, History history, TokenPair tokens)
{
    private const int MaxAttempts = 100;

    private readonly TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource middle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int answered;

    /// <summary>How many of the presenters close their connection instead of reading the reply.</summary>
    public int DisconnectingPresenters { get; init; }

    /// <summary>After how many answers the interruption comes.</summary>
    public int InterruptionAfter { get; init; }

    /// <summary>The event in the middle of the round.</summary>
    public Func<Task> Interruption { get; init; } = () => Task.CompletedTask;

    /// <summary>The newest tokens of the session: the successor, or those that were presented when nobody got one.</summary>
    public async Task<TokenPair> RunAsync(int presenters)
    {
        IEnumerable<Task> all = [
            .. Enumerable.Range(0, presenters - DisconnectingPresenters).Select(PresentAsync),
            .. Enumerable.Range(0, DisconnectingPresenters).Select(HangUpAsync),
            InterruptAsync()];
        start.SetResult();
        await Task.WhenAll(all);
        return history.AnswersTo(tokens).FirstOrDefault() ?? tokens;
    }

    /// <summary>As a client does that wants to stay signed in: when the connection breaks it tries elsewhere.</summary>
    public async Task PresentAsync(int presenter)
    {
        await start.Task;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Presentation presentation = await PresentOnceAsync((presenter + attempt) % api.Processes);
            history.Add(presentation);
            if (presentation.Status is not null)
            {
                break;
            }
        }

        CountAnswer();
    }

    private async Task<Presentation> PresentOnceAsync(int process)
    {
        long sentAt = Stopwatch.GetTimestamp();
        Reply reply = await api.RefreshAsync(process, tokens.Refresh);
        long answeredAt = Stopwatch.GetTimestamp();
        TokenPair? answer = reply.Status == 200 ? TokenPair.Read(reply.Body) : null;
        return new Presentation(tokens.SessionId, tokens.RefreshId, process, sentAt, answeredAt, reply.Status, answer);
    }

    private async Task HangUpAsync(int presenter)
    {
        await start.Task;
        await api.SendAndHangUpAsync(presenter % api.Processes, tokens.Refresh, atOnce: presenter % 2 == 0);
        history.AddHangUp();
        CountAnswer();
    }

    private void CountAnswer()
    {
        if (Interlocked.Increment(ref answered) == InterruptionAfter)
        {
            middle.SetResult();
        }
    }

    private async Task InterruptAsync()
    {
        await start.Task;
        if (InterruptionAfter > 0)
        {
            await middle.Task;
        }

        await Interruption();
    }
}
