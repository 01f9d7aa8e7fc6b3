using System.Collections.Concurrent;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// What is over, in memory: asked on every authenticated request, so without the database. Its size is bounded by what
/// is revoked within the lifetime of an access token and some minutes.
/// </summary>
internal sealed class RevocationSet(JwtOptions options, PollingClock pollingClock)
{
    // A request in flight while its session ends may still be answered with a token; give that some time.
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Revocation> sessions = [];
    private readonly ConcurrentDictionary<Guid, Revocation> users = [];
    private long syncedAt = long.MinValue;

    /// <summary>How long ago the set was known to be complete.</summary>
    public TimeSpan Lag =>
        Interlocked.Read(ref syncedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : pollingClock.ElapsedSince(at);

    public int Count => sessions.Count + users.Count;

    /// <summary>When the last access token that is out now will have expired.</summary>
    public DateTimeOffset ExpiryOf(DateTimeOffset now) =>
        now + options.AccessTokenLifetime + options.ClockSkew + InFlight + ClockFault.Margin;

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
            (_, known) => known.Id > revocation.Id ? known : revocation);
    }

    /// <summary>Adds what a context has saved: this instance need not wait for the feed.</summary>
    public void AddSavedBy(AuthDbContext context)
    {
        foreach (EntityEntry<Revocation> saved in context.ChangeTracker.Entries<Revocation>())
        {
            Add(saved.Entity);
        }
    }

    /// <summary>Notes that all that was committed by <paramref name="timestamp"/> has been added.</summary>
    public void MarkComplete(long timestamp) => Interlocked.Exchange(ref syncedAt, timestamp);

    public void Forget(DateTimeOffset now)
    {
        Forget(sessions, now);
        Forget(users, now);
    }

    /// <summary>Whether the account must be read to know more: it was deactivated lately, and may be active again.</summary>
    /// <inheritdoc cref="IRevocations.Check"/>
    public bool Check(VerifiedToken accessToken)
    {
        if (Lag > options.RevocationMaxStaleness)
        {
            throw new StateUnavailableException();
        }

        if (sessions.ContainsKey(accessToken.SessionId))
        {
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        return users.TryGetValue(accessToken.UserId, out Revocation? user)
            && !(accessToken.Epoch >= user.Epoch)
            && IsInDoubt(accessToken, user);
    }

    private static bool IsInDoubt(VerifiedToken accessToken, Revocation user) => user.Reason switch
    {
        // The epoch grew by one then, and nobody could log in since: only tokens from right before may be good again.
        SessionEnd.Deactivated when accessToken.Epoch >= user.Epoch - 1 => true,
        SessionEnd.Deleted => throw AccountUnavailableException.NotFound(),
        _ => throw new TokenNotValidException(TokenNotValidException.Blacklisted),
    };

    private static void Forget(ConcurrentDictionary<Guid, Revocation> revocations, DateTimeOffset now)
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
