using System.Diagnostics;

namespace CleanAuth.RaceTests;

/// <summary>One refresh token that many clients present at once, each to the next process.</summary>
internal sealed class Round(ClusterClients clients, History history, TokenPair tokens)
{
    private const int MaxAttempts = 100;

    private readonly TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource middle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int responses;

    /// <summary>The number of presenters that close their connection instead of reading the response.</summary>
    public int DisconnectingPresenters { get; init; }

    /// <summary>The number of responses after which the event happens.</summary>
    public int EventAfterResponses { get; init; }

    /// <summary>The event in the middle of the round.</summary>
    public Func<Task> Event { get; init; } = () => Task.CompletedTask;

    /// <summary>Returns the newest tokens of the session: the successor, or the presented tokens if there is none.</summary>
    public async Task<TokenPair> RunAsync(int presenters)
    {
        IEnumerable<Task> all = [
            .. Enumerable.Range(0, presenters - DisconnectingPresenters).Select(PresentAsync),
            .. Enumerable.Range(0, DisconnectingPresenters).Select(DisconnectAsync),
            WaitAndRunEventAsync()];
        start.SetResult();
        await Task.WhenAll(all);
        return history.SuccessorsOf(tokens).FirstOrDefault() ?? tokens;
    }

    /// <summary>Presents the token as a client does: if the connection breaks, it retries at the next process.</summary>
    public async Task PresentAsync(int presenter)
    {
        await start.Task;
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Presentation presentation = await PresentOnceAsync((presenter + attempt) % clients.Processes);
            history.Add(presentation);
            if (presentation.Status is not null)
            {
                break;
            }
        }

        CountResponse();
    }

    private async Task<Presentation> PresentOnceAsync(int process)
    {
        long sentAt = Stopwatch.GetTimestamp();
        Response response = await clients.At(process).RefreshAsync(tokens.Refresh);
        long receivedAt = Stopwatch.GetTimestamp();
        TokenPair? successor = response.Status == 200 ? TokenPair.Read(response.Body) : null;
        return new Presentation(tokens.SessionId, tokens.RefreshId, process, sentAt, receivedAt, response.Status, successor);
    }

    private async Task DisconnectAsync(int presenter)
    {
        await start.Task;
        await clients.SendAndDisconnectAsync(presenter % clients.Processes, tokens.Refresh, atOnce: presenter % 2 == 0);
        history.AddDisconnect();
        CountResponse();
    }

    private void CountResponse()
    {
        if (Interlocked.Increment(ref responses) == EventAfterResponses)
        {
            middle.SetResult();
        }
    }

    private async Task WaitAndRunEventAsync()
    {
        await start.Task;
        if (EventAfterResponses > 0)
        {
            await middle.Task;
        }

        await Event();
    }
}
