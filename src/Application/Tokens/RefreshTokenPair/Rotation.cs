using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

/// <summary>
/// Exchanges a refresh token for its successor, exactly once. Who presents it again within the leeway gets the session's
/// one live token; after it the session ends. The protocol is in docs/refresh-protocol.md.
/// </summary>
internal sealed class Rotation(
    ISessionRepository sessions,
    TokenOptions options,
    ClockJumps jumps,
    TimeProvider clock,
    ILogger<Rotation> logger)
{
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

            // Another presenter was first, or the session ended meanwhile: look again.
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

        if (!IsWithinLeeway(presented.Token))
        {
            await EndStolenSessionAsync(presented, now, cancellationToken);
            throw Refused();
        }

        RefreshToken live = await sessions.ReadLiveTokenAsync(presented.Session.Id, now, cancellationToken) ?? throw Refused();
        if (presented.Token.RepeatedAt is null)
        {
            await logger.TryAfterwardsAsync(() => sessions.TryNoteRepeatAsync(presented.Token, now, cancellationToken));
        }

        return live;
    }

    private bool IsWithinLeeway(RefreshToken token) =>
        token.ConsumedAt is { } consumedAt && token.IsWithinLeeway(options.ReuseLeeway, jumps.NowCountedFrom(consumedAt));

    // RFC 9700 section 4.14.2: a used token that comes again is in two hands, and nobody knows which is the thief's.
    private async Task EndStolenSessionAsync(PresentedToken presented, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (presented.Token.ConsumedAt is not null
            && await sessions.TryEndAsync(presented.Session.Id, userId: null, SessionEnd.ReuseDetected, now, cancellationToken))
        {
            logger.ReuseDetected(presented.Token.Id, presented.Session.Id);
        }
    }

    private static TokenNotValidException Refused() => new(TokenNotValidException.Blacklisted);
}
