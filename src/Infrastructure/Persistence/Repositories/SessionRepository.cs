using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class SessionRepository(
    AuthDbContext context,
    CompiledQueries queries,
    ITokenExchange exchange,
    RevocationSet revocations,
    ISecurityEvents events) : ISessionRepository
{
    public void Add(Session session, RefreshToken refreshToken)
    {
        context.Sessions.Add(session);
        context.RefreshTokens.Add(refreshToken);
    }

    public void Add(Session session) => context.Sessions.Add(session);

    public Task<OwnedSession?> ReadAdminAsync(Guid sessionId, CancellationToken cancellationToken) =>
        queries.ReadAdminSession(context, sessionId, cancellationToken);

    public Task<PresentedToken?> ReadAsync(Guid refreshTokenId, CancellationToken cancellationToken) =>
        queries.ReadPresentedToken(context, refreshTokenId, cancellationToken);

    public Task<RefreshToken?> ReadLiveTokenAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.RefreshTokens.AsNoTracking()
            .Where(token => token.SessionId == sessionId
                && token.ConsumedAt == null
                && token.ExpiresAt > now
                && context.Sessions.Any(session => session.Id == sessionId && session.EndedAt == null && session.ExpiresAt > now))
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Session>> ReadLiveAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await context.Sessions.AsNoTracking()
            .Where(session => session.UserId == userId
                && session.EndedAt == null
                && session.ExpiresAt > now
                && context.Users.Any(user => user.Id == userId && user.Epoch == session.Epoch)
                && (session.IsAdmin
                    || context.RefreshTokens.Any(token => token.SessionId == session.Id && token.ConsumedAt == null && token.ExpiresAt > now)))
            .OrderByDescending(session => session.OpenedAt)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Session>> FindLiveAsync(Guid userId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await LiveOf(userId, now).ToListAsync(cancellationToken);

    // One statement: an account may have more sessions than can be looked at one by one while it is held.
    public Task MarkAllEndedAsync(Guid userId, SessionEnd reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        MarkEndedAsync(LiveOf(userId, now), reason, now, cancellationToken);

    public Task<bool> TryConsumeAsync(
        RefreshToken token,
        RefreshToken successor,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        exchange.TryConsumeAsync(token, successor, now, cancellationToken);

    public Task TouchAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.WriteAsync(
            stop => context.Sessions
                .Where(session => session.Id == sessionId)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastUsedAt, now), stop),
            cancellationToken);

    public async Task<bool> TryEndAsync(
        Guid sessionId,
        Guid? userId,
        SessionEnd reason,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        Guid? owner = await context.Sessions
            .Where(session => session.Id == sessionId && (userId == null || session.UserId == userId))
            .Select(session => (Guid?)session.UserId)
            .FirstOrDefaultAsync(cancellationToken);
        return owner is not null && await context.WriteOnRecordAsync(
            async stop =>
            {
                int rows = await MarkEndedAsync(Live(now).Where(session => session.Id == sessionId), reason, now, stop);
                if (rows == 0)
                {
                    return false;
                }

                context.Revocations.Add(Revocation.OfSession(sessionId, reason, revocations.ExpiryOf(now)));
                events.Add(KindOf(reason), owner, sessionId);
                await context.SaveChangesAsync(stop);
                return true;
            },
            revocations.Add,
            cancellationToken);
    }

    public Task<int> EndAllAsync(
        Guid userId,
        Guid? except,
        SessionEnd reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) => context.WriteOnRecordAsync(
        async stop =>
        {
            // Whoever else does this waits, and what they ended at this very instant has left its trace already.
            await context.Users.Where(user => user.Id == userId).HoldAsync(user => user.IsActive, stop);
            IQueryable<Guid> endedNow = context.Sessions
                .Where(session => session.UserId == userId && session.EndedAt == now && session.EndReason == reason)
                .Select(session => session.Id);
            List<Guid> endedBefore = await endedNow.ToListAsync(stop);
            await MarkEndedAsync(LiveOf(userId, now).Where(session => session.Id != except), reason, now, stop);
            List<Guid> ids = [.. (await endedNow.ToListAsync(stop)).Except(endedBefore)];
            context.Revocations.AddRange(ids.Select(id => Revocation.OfSession(id, reason, revocations.ExpiryOf(now))));
            ids.ForEach(id => events.Add(KindOf(reason), userId, id));
            await context.SaveChangesAsync(stop);
            return ids.Count;
        },
        revocations.Add,
        cancellationToken);

    private static Task<int> MarkEndedAsync(
        IQueryable<Session> sessions,
        SessionEnd reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) => sessions.ExecuteUpdateAsync(
        row => row.SetProperty(column => column.EndedAt, now).SetProperty(column => column.EndReason, reason),
        cancellationToken);

    private IQueryable<Session> LiveOf(Guid userId, DateTimeOffset now) => Live(now).Where(session => session.UserId == userId);

    private IQueryable<Session> Live(DateTimeOffset now) =>
        context.Sessions.Where(session => session.EndedAt == null && session.ExpiresAt > now);

    private static SecurityEventKind KindOf(SessionEnd reason) => reason switch
    {
        SessionEnd.Logout => SecurityEventKind.LoggedOut,
        SessionEnd.ReuseDetected => SecurityEventKind.ReuseDetected,
        _ => SecurityEventKind.SessionEnded,
    };
}
