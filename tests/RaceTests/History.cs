using System.Collections.Concurrent;
using System.Diagnostics;

namespace CleanAuth.RaceTests;

/// <summary>
/// Everything that happened in one scenario, in monotonic time: who presented which token when, what was answered,
/// when sessions were revoked and what was still accepted afterwards. Judges it at the end.
/// </summary>
internal sealed class History
{
    // How long a used token is accepted whether or not its successor was used.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private readonly long startedAt = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<Presentation> presentations = [];
    private readonly ConcurrentDictionary<string, Revocation> revocations = [];
    private int aliveAfterRevocation;
    private int hungUp;

    public void Add(Presentation presentation) => presentations.Enqueue(presentation);

    public void Add(Revocation revocation) => revocations[revocation.SessionId] = revocation;

    public void AddHangUp() => Interlocked.Increment(ref hungUp);

    public void AddAcceptedAfterRevocation() => Interlocked.Increment(ref aliveAfterRevocation);

    /// <summary>The tokens that were answered for this one.</summary>
    public IEnumerable<TokenPair> AnswersTo(TokenPair presented) => presentations
        .Where(presentation => presentation.PresentedId == presented.RefreshId)
        .Select(presentation => presentation.Answer)
        .OfType<TokenPair>();

    public RaceResult Judge(int rounds, long branches)
    {
        List<IGrouping<string, Presentation>> byToken = [.. presentations.GroupBy(presentation => presentation.PresentedId)];
        TimeSpan[] refreshes = [.. presentations.Where(item => item.Answer is not null).Select(item => item.Duration)];
        return new RaceResult
        {
            Rounds = rounds,
            Presentations = presentations.Count + hungUp,
            Disconnected = hungUp,
            Successors = presentations.Select(item => item.Answer?.RefreshId).OfType<string>().Distinct().Count(),
            Forks = byToken.Count(HasForked),
            Branches = branches,
            FalseLogouts = byToken.Sum(CountFalseLogouts),
            Revocations = revocations.Count,
            AcceptedAfterRevocation = aliveAfterRevocation,
            ConnectionErrors = presentations.Count(item => item.Status is null),
            Elapsed = Stopwatch.GetElapsedTime(startedAt),
            Refresh = new Percentiles(refreshes),
        };
    }

    private static bool HasForked(IEnumerable<Presentation> ofOneToken) =>
        ofOneToken.Select(item => item.Answer?.RefreshId).OfType<string>().Distinct().Count() > 1;

    private int CountFalseLogouts(IEnumerable<Presentation> ofOneToken)
    {
        long firstSentAt = ofOneToken.Min(item => item.SentAt);
        return ofOneToken.Count(item => item.Status switch
        {
            null or 200 => false,
            >= 500 => true,
            _ => !IsRevokedBy(item) && Stopwatch.GetElapsedTime(firstSentAt, item.AnsweredAt) <= Leeway,
        });
    }

    // A refusal is honest from the moment somebody asked for the session's end.
    private bool IsRevokedBy(Presentation presentation) =>
        revocations.TryGetValue(presentation.SessionId, out Revocation? revocation) && revocation.SentAt <= presentation.AnsweredAt;
}

/// <summary>
/// A refresh token was sent to a process. Times are those of <see cref="Stopwatch"/>; without a status the connection
/// broke; the answer is what the token was exchanged for, if it was.
/// </summary>
internal sealed record Presentation(
    string SessionId, string PresentedId, int Process, long SentAt, long AnsweredAt, int? Status, TokenPair? Answer)
{
    public TimeSpan Duration => Stopwatch.GetElapsedTime(SentAt, AnsweredAt);
}

/// <summary>A session was ended. Times are those of <see cref="Stopwatch"/>.</summary>
internal sealed record Revocation(string SessionId, long SentAt, long AnsweredAt);
