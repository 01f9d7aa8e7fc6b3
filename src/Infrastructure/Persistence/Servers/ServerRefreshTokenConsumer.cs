using System.Data.Common;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Servers;

/// <summary>Consumes refresh tokens on a database server, in one round trip.</summary>
internal abstract class ServerRefreshTokenConsumer(AuthDbContext context) : IRefreshTokenConsumer
{
    /// <summary>Consumes the token, sets the last use of the session and inserts the successor: all of it, or nothing.</summary>
    protected abstract string Statement { get; }

    public Task<bool> TryConsumeAsync(
        RefreshToken token,
        RefreshToken successor,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        context.WriteStatementAsync(
            async cancellation => await context.Database.ExecuteSqlRawAsync(
                Statement,
                [
                    Parameter("token", token.Id),
                    Parameter("now", now),
                    Parameter("active", true),
                    Parameter("successor", successor.Id),
                    Parameter("user", successor.UserId),
                    Parameter("session", successor.SessionId),
                    Parameter("issued", successor.IssuedAt),
                    Parameter("expires", successor.ExpiresAt),
                ],
                cancellation),
            cancellation => context.RefreshTokens.AnyAsync(row => row.Id == successor.Id, cancellation),
            cancellationToken);

    protected abstract DbParameter Parameter(string name, object value);
}
