using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairHandler(
    ITokenVerifier verifier,
    ISessionRepository sessions,
    RefreshTokenRotation refreshTokenRotation,
    AccessTokenIssuer accessTokenIssuer,
    ITokenIssuer tokenIssuer,
    TokenOptions options,
    TimeProvider clock,
    ILogger<RefreshTokenPairHandler> logger) : IRequestHandler<RefreshTokenPairCommand, RefreshedTokensDto>
{
    public async Task<RefreshedTokensDto> Handle(RefreshTokenPairCommand command, CancellationToken cancellationToken)
    {
        VerifiedToken verified = await verifier.VerifyRefreshTokenAsync(command.Refresh.Value);
        PresentedToken presented = await sessions.ReadAsync(verified.Id, cancellationToken)
            ?? throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        if (!presented.Session.IsLive(presented.User.MustBeActive(), clock.GetUtcNow()))
        {
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        string? refresh = null;
        if (options.RotateRefreshTokens)
        {
            refresh = tokenIssuer.SerializeRefreshToken(await refreshTokenRotation.ExchangeAsync(presented, cancellationToken));
        }
        else
        {
            await UseWithoutRotationAsync(presented, cancellationToken);
        }

        string access =
            await accessTokenIssuer.IssueAsync(presented.User, presented.Session.Id, presented.Session.ExpiresAt, cancellationToken);
        logger.SessionRefreshed(presented.Session.Id, presented.User.Id);
        return new RefreshedTokensDto(access, refresh);
    }

    private async Task UseWithoutRotationAsync(PresentedToken presented, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!presented.Token.IsLive(now))
        {
            throw new TokenNotValidException(TokenNotValidException.Blacklisted);
        }

        if (presented.Session.NeedsTouch(now))
        {
            await sessions.TouchAsync(presented.Session.Id, now, cancellationToken);
        }
    }
}
