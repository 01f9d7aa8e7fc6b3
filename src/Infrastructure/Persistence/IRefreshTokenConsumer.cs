using CleanAuth.Domain.Tokens;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>The statements by which a refresh token is used exactly once: docs/refresh-protocol.md says why they are safe.</summary>
internal interface IRefreshTokenConsumer
{
    /// <inheritdoc cref="Application.Abstractions.Sessions.ISessionRepository.TryConsumeAsync"/>
    Task<bool> TryConsumeAsync(RefreshToken token, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken);
}
