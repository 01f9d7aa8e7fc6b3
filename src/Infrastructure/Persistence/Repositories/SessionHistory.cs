using System.Linq.Expressions;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class SessionHistory(AuthDbContext context) : ISessionHistory
{
    public Task<StoredSession?> ReadAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Sessions.AsNoTracking()
            .Where(session => session.Id == sessionId)
            .Select(ToStoredSession(now))
            .FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<StoredSession>> ReadSessionsAsync(
        Guid userId,
        PagePosition before,
        int count,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        await context.Sessions.AsNoTracking()
            .Where(session => session.UserId == userId
                && session.OpenedAt <= before.At
                && (session.OpenedAt < before.At || session.Id.CompareTo(before.Id) < 0))
            .OrderByDescending(session => session.OpenedAt)
            .ThenByDescending(session => session.Id)
            .Take(count)
            .Select(ToStoredSession(now))
            .ToListAsync(cancellationToken);

    // An account may have very many tokens, so read them in index order.
    public async Task<IReadOnlyList<StoredRefreshToken>> ReadTokensAsync(
        Guid userId,
        PagePosition before,
        int count,
        CancellationToken cancellationToken) =>
        await (
            from token in context.RefreshTokens.AsNoTracking()
            join session in context.Sessions.AsNoTracking() on token.SessionId equals session.Id
            where token.UserId == userId
                && token.IssuedAt <= before.At
                && (token.IssuedAt < before.At || token.Id.CompareTo(before.Id) < 0)
            orderby token.IssuedAt descending, token.Id descending
            select new StoredRefreshToken(token, session))
            .Take(count)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<string?>> ReadNetworksAsync(
        Guid userId,
        string? userAgent,
        int latest,
        CancellationToken cancellationToken) =>
        await context.Sessions
            .Where(session => session.UserId == userId)
            .OrderByDescending(session => session.OpenedAt)
            .Take(latest)

            // The reasons of SessionEndReasonExtensions.SuspectsAttacker.
            .Where(session => session.UserAgent == userAgent
                && session.EndReason != SessionEndReason.Reported
                && session.EndReason != SessionEndReason.AccountSecured
                && session.EndReason != SessionEndReason.EmailRestored)
            .Select(session => session.Network)
            .Distinct()
            .ToListAsync(cancellationToken);

    private Expression<Func<Session, StoredSession>> ToStoredSession(DateTimeOffset now) => session => new StoredSession(
        session,
        context.RefreshTokens.Any(token => token.SessionId == session.Id && token.ConsumedAt == null && token.ExpiresAt > now));
}
