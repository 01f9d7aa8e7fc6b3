using System.Collections.Concurrent;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// The revocations in force, in memory, because every authenticated request checks them. The set holds only what was revoked within the
/// lifetime of an access token and some minutes.
/// </summary>
internal sealed class RevocationSet(JwtOptions options, MonotonicClock monotonicClock)
{
    // A request in flight may still get a token of a session that has just ended.
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Revocation> sessions = [];
    private readonly ConcurrentDictionary<Guid, Revocation> users = [];
    private long syncedAt = long.MinValue;

    /// <summary>How long ago the set was last complete.</summary>
    public TimeSpan Lag =>
        Interlocked.Read(ref syncedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : monotonicClock.ElapsedSince(at);

    public int Count => sessions.Count + users.Count;

    /// <summary>Returns when the last access token issued until now will have expired.</summary>
    public DateTimeOffset ExpiryOf(DateTimeOffset now) =>
        now + options.AccessTokenLifetime + options.ClockSkew + InFlight + ClockErrorMargin.Margin;

    public void Add(Revocation revocation)
    {
        if (revocation.SessionId is { } sessionId)
        {
            sessions[sessionId] = revocation;
            return;
        }

        users.AddOrUpdate(
            revocation.UserId!.Value,
            revocation,
            (_, known) => revocation.Supersedes(known) ? revocation : known);
    }

    /// <summary>Records that everything committed by <paramref name="timestamp"/> has been added.</summary>
    public void MarkComplete(long timestamp) => Interlocked.Exchange(ref syncedAt, timestamp);

    public void RemoveExpired(DateTimeOffset now)
    {
        RemoveExpired(sessions, now);
        RemoveExpired(users, now);
    }

    /// <inheritdoc cref="IRevocationList.EndedWithAllSessions"/>
    public bool EndedWithAllSessions(VerifiedToken accessToken)
    {
        if (Lag > options.RevocationMaxStaleness)
        {
            throw new StateUnavailableException();
        }

        if (sessions.ContainsKey(accessToken.SessionId))
        {
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        bool allEnded = users.TryGetValue(accessToken.UserId, out Revocation? user)
            && !(accessToken.Epoch >= user.Epoch)
            && accessToken.SessionId != user.ExceptSessionId;
        return allEnded && user!.Epoch == int.MaxValue ? throw AccountUnavailableException.NotFound() : allEnded;
    }

    private static void RemoveExpired(ConcurrentDictionary<Guid, Revocation> revocations, DateTimeOffset now)
    {
        foreach ((Guid id, Revocation revocation) in revocations)
        {
            if (revocation.ExpiresAt <= now)
            {
                revocations.TryRemove(KeyValuePair.Create(id, revocation));
            }
        }
    }
}
