using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Sessions;

/// <summary>
/// Checks in the database that the session of a request is live. Its access token alone does not show that: another instance may have ended
/// the session, and the revocation may not have arrived yet.
/// </summary>
internal sealed class LiveSessionReader(
    ISessionRepository sessions,
    ISessionHistory history,
    IUserRepository users,
    TimeProvider clock)
{
    /// <summary>Returns the session, untracked; null if it has ended or the account does not exist.</summary>
    public async Task<Session?> ReadAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return await history.ReadAsync(sessionId, now, cancellationToken) is { Session: { } session }
            && session.UserId == userId
            && await users.ReadByIdAsync(userId, cancellationToken) is { } user
            && session.IsLive(user, now)
                ? session
                : null;
    }

    /// <summary>Throws if the session of a request has ended.</summary>
    /// <exception cref="TokenNotValidException">The session has ended, or the account does not exist.</exception>
    public async Task RequireAsync(Guid userId, Guid sessionId, CancellationToken cancellationToken)
    {
        if (await ReadAsync(userId, sessionId, cancellationToken) is null)
        {
            throw Refused();
        }
    }

    /// <summary>Returns the live session of a locked account, tracked.</summary>
    /// <exception cref="TokenNotValidException">The session has ended.</exception>
    public async Task<Session> RequireAsync(User user, Guid sessionId, CancellationToken cancellationToken) =>
        await sessions.FindAsync(sessionId, user.Id, cancellationToken) is { } session && session.IsLive(user, clock.GetUtcNow())
            ? session
            : throw Refused();

    private static TokenNotValidException Refused() => new(TokenNotValidException.Blacklisted);
}
