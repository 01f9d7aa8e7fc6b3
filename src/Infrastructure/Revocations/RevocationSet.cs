using System.Collections.Concurrent;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// The revocations in force, in memory, because every authenticated request checks them. A revocation is kept until the access tokens
/// that it covers have expired.
/// </summary>
internal sealed class RevocationSet(JwtOptions options, MonotonicClock monotonicClock)
{
    // A concurrent request may still receive a token of a session that has just ended.
    private static readonly TimeSpan ConcurrentRequest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Revocation> sessions = [];
    private readonly ConcurrentDictionary<Guid, Revocation> users = [];
    private long syncedAt = long.MinValue;

    /// <summary>The time since the set was last complete.</summary>
    public TimeSpan Lag =>
        Interlocked.Read(ref syncedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : monotonicClock.ElapsedSince(at);

    public int Count => sessions.Count + users.Count;

    /// <summary>Returns when the last access token issued until now will have expired.</summary>
    public DateTimeOffset ExpiryOf(DateTimeOffset now) =>
        now + options.AccessTokenLifetime + options.ClockSkew + ConcurrentRequest + ClockErrorMargin.Margin;

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

        if (!users.TryGetValue(accessToken.UserId, out Revocation? user)
            || accessToken.Epoch >= user.Epoch
            || accessToken.SessionId == user.ExceptSessionId)
        {
            return false;
        }

        if (user.Epoch == Revocation.DeletedEpoch)
        {
            throw AccountUnavailableException.NotFound();
        }

        return true;
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
