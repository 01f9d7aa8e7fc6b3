using CleanAuth.Domain.Tokens;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>Consumes a refresh token exactly once. docs/refresh-protocol.md explains why this is safe.</summary>
internal interface IRefreshTokenConsumer
{
    /// <inheritdoc cref="Application.Abstractions.Sessions.ISessionRepository.TryConsumeAsync"/>
    Task<bool> TryConsumeAsync(RefreshToken token, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);
}
