using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenHandler(
    ITokenVerifier verifier,
    IUserRepository users,
    IRefreshTokenRepository refreshTokens,
    TimeProvider clock,
    ILogger<BlacklistRefreshTokenHandler> logger) : IRequestHandler<BlacklistRefreshTokenCommand, Unit>
{
    public async Task<Unit> Handle(BlacklistRefreshTokenCommand command, CancellationToken cancellationToken)
    {
        if (command.CallerId is { } callerId)
        {
            (await users.ReadByIdAsync(callerId, cancellationToken)).MustBeActive();
        }

        VerifiedToken verified = await verifier.VerifyRefreshTokenAsync(command.Refresh.Value);
        if (command.CallerId is not null && command.CallerId != verified.UserId)
        {
            // Another user's token looks like one that was never issued (RFC 7009 section 2.1 refuses it too).
            throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        }

        if (!await refreshTokens.TryBlacklistAsync(verified.Id, clock.GetUtcNow(), cancellationToken))
        {
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        logger.TokenBlacklisted(verified.Id, verified.UserId);
        return Unit.Value;
    }
}
