using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairHandler(
    ITokenVerifier verifier,
    IRefreshTokenRepository refreshTokens,
    ITokenIssuer tokenIssuer,
    TokenOptions options,
    TimeProvider clock,
    ILogger<RefreshTokenPairHandler> logger) : IRequestHandler<RefreshTokenPairCommand, RefreshedTokensDto>
{
    public async Task<RefreshedTokensDto> Handle(RefreshTokenPairCommand command, CancellationToken cancellationToken)
    {
        VerifiedToken verified = await verifier.VerifyRefreshTokenAsync(command.Refresh.Value);
        RefreshTokenOfUser found = await refreshTokens.ReadAsync(verified.Id, cancellationToken)
            ?? throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        User user = found.User.MustBeActive();

        RefreshToken? successor = await UseAsync(found.Token, cancellationToken);

        logger.SessionRefreshed(found.Token.SessionId, user.Id);
        return new RefreshedTokensDto(
            tokenIssuer.IssueAccessToken(user, found.Token.SessionId),
            successor is null ? null : tokenIssuer.WriteRefreshToken(successor));
    }

    private async Task<RefreshToken?> UseAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        RefreshToken? successor = options.RotateRefreshTokens ? token.Succeed(options.RefreshTokenLifetime, now) : null;
        bool used = token.IsLive(now)
            && (successor is null || await refreshTokens.TryConsumeAsync(token.Id, successor, now, cancellationToken));
        if (!used)
        {
            logger.DeadTokenPresented(token.Id, token.SessionId);
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        return successor;
    }
}
