using System.Collections.Concurrent;
using System.Diagnostics;

namespace CleanAuth.RaceTests;

/// <summary>
/// Everything that happened in one scenario, in monotonic time: each presentation of a token with its response, each revocation
/// of a session, and the tokens that were still accepted afterwards.
/// </summary>
internal sealed class History
{
    // A consumed token is accepted for this time, even if its successor was used.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private readonly long startedAt = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<Presentation> presentations = [];
    private readonly ConcurrentDictionary<string, Revocation> revocations = [];
    private int acceptedAfterRevocation;
    private int disconnected;

    public void Add(Presentation presentation) => presentations.Enqueue(presentation);

    public void Add(Revocation revocation) => revocations[revocation.SessionId] = revocation;

    public void AddDisconnect() => Interlocked.Increment(ref disconnected);

    public void AddAcceptedAfterRevocation() => Interlocked.Increment(ref acceptedAfterRevocation);

    /// <summary>The token pairs that this token was exchanged for.</summary>
    public IEnumerable<TokenPair> SuccessorsOf(TokenPair presented) => presentations
        .Where(presentation => presentation.PresentedId == presented.RefreshId)
        .Select(presentation => presentation.Successor)
        .OfType<TokenPair>();

    public RaceResult Summarize(int rounds, long branches)
    {
        List<IGrouping<string, Presentation>> byToken = [.. presentations.GroupBy(presentation => presentation.PresentedId)];
        TimeSpan[] refreshes = [.. presentations.Where(item => item.Successor is not null).Select(item => item.Duration)];
        return new RaceResult
        {
            Rounds = rounds,
            Presentations = presentations.Count + disconnected,
            Disconnected = disconnected,
            Successors = presentations.Select(item => item.Successor?.RefreshId).OfType<string>().Distinct().Count(),
            Forks = byToken.Count(HasForked),
            Branches = branches,
            FalseLogouts = byToken.Sum(CountFalseLogouts),
            Revocations = revocations.Count,
            AcceptedAfterRevocation = acceptedAfterRevocation,
            ConnectionErrors = presentations.Count(item => item.Status is null),
            Elapsed = Stopwatch.GetElapsedTime(startedAt),
            Refresh = new Percentiles(refreshes),
        };
    }

    private static bool HasForked(IEnumerable<Presentation> presentationsOfOneToken) =>
        presentationsOfOneToken.Select(item => item.Successor?.RefreshId).OfType<string>().Distinct().Count() > 1;

    private int CountFalseLogouts(IEnumerable<Presentation> presentationsOfOneToken)
    {
        long firstSentAt = presentationsOfOneToken.Min(item => item.SentAt);
        return presentationsOfOneToken.Count(item => item.Status switch
        {
            null or 200 => false,
            >= 500 => true,
            _ => !IsRevokedBy(item) && Stopwatch.GetElapsedTime(firstSentAt, item.ReceivedAt) <= Leeway,
        });
    }

    // A refusal is correct from the moment when a request to end the session was sent.
    private bool IsRevokedBy(Presentation presentation) =>
        revocations.TryGetValue(presentation.SessionId, out Revocation? revocation) && revocation.SentAt <= presentation.ReceivedAt;
}

/// <summary>
/// A refresh token was sent to a process. Times are those of <see cref="Stopwatch"/>. The status is null if the connection broke;
/// the successor is null if the token was not exchanged.
/// </summary>
internal sealed record Presentation(
    string SessionId, string PresentedId, int Process, long SentAt, long ReceivedAt, int? Status, TokenPair? Successor)
{
    public TimeSpan Duration => Stopwatch.GetElapsedTime(SentAt, ReceivedAt);
}

/// <summary>A session was ended. Times are those of <see cref="Stopwatch"/>.</summary>
internal sealed record Revocation(string SessionId, long SentAt, long ConfirmedAt);
