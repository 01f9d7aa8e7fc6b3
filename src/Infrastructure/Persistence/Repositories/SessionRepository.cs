using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class SessionRepository(
    AuthDbContext context,
    CompiledQueries queries,
    IRefreshTokenConsumer refreshTokenConsumer,
    RevocationSet revocations,
    ISecurityEventWriter events) : ISessionRepository
{
    public void Add(Session session) => context.Sessions.Add(session);

    public void Add(RefreshToken refreshToken) => context.RefreshTokens.Add(refreshToken);

    public Task<OwnedSession?> ReadAdminAsync(Guid sessionId, CancellationToken cancellationToken) =>
        queries.ReadAdminSession(context, sessionId, cancellationToken);

    public Task<PresentedToken?> ReadAsync(Guid refreshTokenId, CancellationToken cancellationToken) =>
        queries.ReadPresentedToken(context, refreshTokenId, cancellationToken);

    public Task<RefreshToken?> ReadLiveTokenAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IQueryable<Session> live = context.LiveSessions(now);
        return context.RefreshTokens.AsNoTracking()
            .Where(token => token.SessionId == sessionId
                && token.ConsumedAt == null
                && token.ExpiresAt > now
                && live.Any(session => session.Id == sessionId))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Session>> ReadLiveAsync(
        Guid userId,
        PagePosition before,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await context.LiveSessions(now).AsNoTracking()
            .Where(session => session.UserId == userId
                && (session.IsAdmin
                    || context.RefreshTokens.Any(token =>
                        token.SessionId == session.Id && token.ConsumedAt == null && token.ExpiresAt > now))
                && session.OpenedAt <= before.At
                && (session.OpenedAt < before.At || session.Id.CompareTo(before.Id) < 0))
            .OrderByDescending(session => session.OpenedAt)
            .ThenByDescending(session => session.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    public Task<Session?> FindAsync(Guid sessionId, Guid userId, CancellationToken cancellationToken) =>
        context.Sessions.FirstOrDefaultAsync(session => session.Id == sessionId && session.UserId == userId, cancellationToken);

    public async Task<IReadOnlyList<Session>> FindLeastRecentlyUsedAsync(
        Guid userId,
        bool isAdmin,
        int skip,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await context.LiveSessions(now)
            .Where(session => session.UserId == userId && session.IsAdmin == isAdmin)
            .OrderByDescending(session => session.LastUsedAt)
            .ThenByDescending(session => session.Id)
            .Skip(skip)
            .Take(count)
            .ToListAsync(cancellationToken);

    public Task<int> MarkAllEndedAsync(
        Guid userId,
        Guid? except,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        MarkEndedAsync(NotEnded(userId, now).Where(session => session.Id != except), reason, now, cancellationToken);

    public async Task<IReadOnlyList<Session>> FindLiveOfDeviceAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await context.LiveSessions(now)
            .Where(session => session.UserId == userId && session.UserAgent == userAgent && networks.Contains(session.Network))
            .ToListAsync(cancellationToken);

    public Task ReplaceEndReasonsAsync(
        Guid userId,
        SessionEndReason reason,
        int latest,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        ReplaceEndReasonsAsync(Latest(userId, latest), reason, now, cancellationToken);

    public Task ReplaceEndReasonsAsync(
        Guid userId,
        string? userAgent,
        IReadOnlyCollection<string?> networks,
        SessionEndReason reason,
        int latest,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        ReplaceEndReasonsAsync(
            Latest(userId, latest).Where(session => session.UserAgent == userAgent && networks.Contains(session.Network)),
            reason,
            now,
            cancellationToken);

    public Task<bool> TryConsumeAsync(
        RefreshToken token,
        RefreshToken successor,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        refreshTokenConsumer.TryConsumeAsync(token, successor, now, cancellationToken);

    public Task TouchAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.WriteAsync(
            token => context.Sessions
                .Where(session => session.Id == sessionId)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastUsedAt, now), token),
            cancellationToken);

    public async Task<bool> TryEndAsync(
        Guid sessionId,
        Guid? userId,
        SessionEndReason reason,
        DateTimeOffset now,
        Action<Guid> record,
        CancellationToken cancellationToken)
    {
        Guid? owner = await context.Sessions
            .Where(session => session.Id == sessionId && (userId == null || session.UserId == userId))
            .Select(session => (Guid?)session.UserId)
            .FirstOrDefaultAsync(cancellationToken);
        return owner is { } ownerId && await context.WriteOnceAsync(
            async token =>
            {
                int rows = await MarkEndedAsync(context.LiveSessions(now).Where(session => session.Id == sessionId), reason, now, token);
                if (rows == 0)
                {
                    return false;
                }

                record(ownerId);
                await context.SaveChangesAsync(token);
                return true;
            },
            revocations.Add,
            cancellationToken);
    }

    public Task<bool> TryRecordRepeatAsync(RefreshToken token, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.WriteOnceAsync(
            async cancellation =>
            {
                int rows = await context.RefreshTokens
                    .Where(row => row.Id == token.Id && row.RepeatedAt == null)
                    .ExecuteUpdateAsync(row => row.SetProperty(column => column.RepeatedAt, now), cancellation);
                if (rows == 0)
                {
                    return false;
                }

                events.Add(SecurityEventKind.RefreshRepeated, token.UserId, token.SessionId);
                await context.SaveChangesAsync(cancellation);
                return true;
            },
            afterCommit: null,
            cancellationToken);

    private static Task<int> MarkEndedAsync(
        IQueryable<Session> sessions,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) => sessions.ExecuteUpdateAsync(
        row => row.SetProperty(column => column.EndedAt, now).SetProperty(column => column.EndReason, reason),
        cancellationToken);

    // Expired sessions have no EndedAt; use ExpiresAt.
    private Task<int> ReplaceEndReasonsAsync(
        IQueryable<Session> sessions,
        SessionEndReason reason,
        DateTimeOffset now,
        CancellationToken cancellationToken) => context.Sessions
        .Where(session => sessions.Select(row => row.Id).Contains(session.Id) && (session.EndedAt != null || session.ExpiresAt <= now))
        .ExecuteUpdateAsync(
            row => row
                .SetProperty(column => column.EndedAt, column => column.EndedAt ?? column.ExpiresAt)
                .SetProperty(column => column.EndReason, reason),
            cancellationToken);

    private IQueryable<Session> Latest(Guid userId, int count) =>
        context.Sessions.Where(session => session.UserId == userId).OrderByDescending(session => session.OpenedAt).Take(count);

    // Ignore the epoch of the account, which changes in the same transaction.
    private IQueryable<Session> NotEnded(Guid userId, DateTimeOffset now) =>
        context.Sessions.Where(session => session.UserId == userId && session.EndedAt == null && session.ExpiresAt > now);
}
