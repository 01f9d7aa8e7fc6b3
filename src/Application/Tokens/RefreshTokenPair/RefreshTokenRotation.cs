using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

/// <summary>
/// Exchanges a refresh token for its successor, exactly once. A client that presents it again within the leeway gets the session's
/// one live token; after the leeway the session ends. The protocol is in docs/refresh-protocol.md.
/// </summary>
internal sealed class RefreshTokenRotation(
    ISessionRepository sessions,
    SessionTerminator sessionTerminator,
    TokenOptions options,
    ClockJumpDetector jumps,
    TimeProvider clock,
    ILogger<RefreshTokenRotation> logger)
{
    // This is enough for the tabs of one browser that refresh one after the other.
    private static readonly TimeSpan MaxLeewayOfUsedSuccessor = TimeSpan.FromSeconds(10);

    /// <exception cref="TokenNotValidException">The token was used before, or its session has just ended.</exception>
    public async Task<RefreshToken> ExchangeAsync(PresentedToken presented, CancellationToken cancellationToken)
    {
        DateTimeOffset now = jumps.ReadClock();
        if (presented.Token.IsLive(now))
        {
            RefreshToken successor = presented.Session.IssueRefreshToken(options.RefreshTokenLifetime, now);
            if (await sessions.TryConsumeAsync(presented.Token, successor, now, cancellationToken))
            {
                return successor;
            }

            // A concurrent request exchanged the token, or the session ended. Read the new state.
            presented = await sessions.ReadAsync(presented.Token.Id, cancellationToken) ?? throw Refused();
        }

        return await RepeatAsync(presented, cancellationToken);
    }

    private async Task<RefreshToken> RepeatAsync(PresentedToken presented, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!presented.Session.IsLive(presented.User, now) || !presented.User.IsActive)
        {
            throw Refused();
        }

        RefreshToken? live = await sessions.ReadLiveTokenAsync(presented.Session.Id, now, cancellationToken);
        if (!IsWithinLeeway(presented.Token, live))
        {
            await EndReusedSessionAsync(presented, now, cancellationToken);
            throw Refused();
        }

        if (live is null)
        {
            throw Refused();
        }

        if (presented.Token.RepeatedAt is null)
        {
            await logger.RunBestEffortAsync(() => sessions.TryRecordRepeatAsync(presented.Token, now, cancellationToken));
        }

        return live;
    }

    private bool IsWithinLeeway(RefreshToken token, RefreshToken? live) =>
        token.ConsumedAt is { } consumedAt && token.IsWithinLeeway(LeewayOf(token, live), jumps.NowWithoutJumpsSince(consumedAt));

    // The full leeway applies while the successor is unused, because the client may not have received the response. A used successor
    // proves that the client did.
    private TimeSpan LeewayOf(RefreshToken token, RefreshToken? live) =>
        live is not null && live.IsSuccessorOf(token)
            ? options.ReuseLeeway
            : TimeSpan.FromTicks(Math.Min(options.ReuseLeeway.Ticks, MaxLeewayOfUsedSuccessor.Ticks));

    // RFC 9700 section 4.14.2: a used token that is presented again has leaked, and the service cannot know which of the two clients is the
    // attacker's.
    private async Task EndReusedSessionAsync(PresentedToken presented, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (presented.Token.ConsumedAt is not null
            && await sessionTerminator.TryEndAsync(
                presented.Session.Id, userId: null, SessionEndReason.ReuseDetected, now, cancellationToken))
        {
            logger.ReuseDetected(presented.Token.Id, presented.Session.Id);
        }
    }

    private static TokenNotValidException Refused() => new(TokenNotValidException.Blacklisted);
}
