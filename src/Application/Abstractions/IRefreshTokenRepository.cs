using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions;

/// <summary>The refresh tokens. Whatever only one caller may do is one conditional statement.</summary>
public interface IRefreshTokenRepository
{
    void Add(RefreshToken token);

    /// <summary>The token and its account as they are now, to be looked at only; null when either is gone.</summary>
    Task<RefreshTokenOfUser?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The session's token that may still be used, to be looked at only.</summary>
    Task<RefreshToken?> ReadLiveOfSessionAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Exchanges a live token of an active account for its successor. Of any number of callers, on any number of
    /// instances, one gets true; the others get false and their successor is not stored.
    /// </summary>
    Task<bool> TryConsumeAsync(Guid id, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Blacklists a live token; false when it is not live (any more), which is so for all callers but one.</summary>
    Task<bool> TryBlacklistAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes the tokens that expired before <paramref name="now"/> and answers how many there were.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A refresh token and the account that it was issued to.</summary>
public sealed record RefreshTokenOfUser(RefreshToken Token, User User);
