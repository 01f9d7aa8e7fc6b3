using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenHandler(
    ITokenVerifier verifier,
    SessionTerminator sessionTerminator,
    TimeProvider clock,
    ILogger<BlacklistRefreshTokenHandler> logger) : IRequestHandler<BlacklistRefreshTokenCommand, Unit>
{
    public async Task<Unit> Handle(BlacklistRefreshTokenCommand command, CancellationToken cancellationToken)
    {
        VerifiedToken verified = await verifier.VerifyRefreshTokenAsync(command.Refresh.Value);
        if (command.CallerId is not null && command.CallerId != verified.UserId)
        {
            // Refuse the token of another user like one that was never issued (RFC 7009 section 2.1).
            throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        }

        // A used token ends the session too: the caller wants to log out, whichever token of the session was sent.
        DateTimeOffset now = clock.GetUtcNow();
        if (!await sessionTerminator.TryEndAsync(verified.SessionId, verified.UserId, SessionEndReason.Logout, now, cancellationToken))
        {
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        logger.LoggedOut(verified.SessionId, verified.UserId);
        return Unit.Value;
    }
}
