using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using MediatR;

namespace CleanAuth.Application.Tokens.VerifyToken;

internal sealed class VerifyTokenHandler(
    ITokenVerifier verifier,
    IUserRepository users,
    IRefreshTokenRepository refreshTokens,
    TimeProvider clock) : IRequestHandler<VerifyTokenQuery, Unit>
{
    public async Task<Unit> Handle(VerifyTokenQuery query, CancellationToken cancellationToken)
    {
        VerifiedToken verified = await verifier.VerifyAsync(query.Token.Value);
        if (verified.Kind == TokenKind.Access)
        {
            (await users.ReadByIdAsync(verified.UserId, cancellationToken)).MustBeActive();
            return Unit.Value;
        }

        RefreshTokenOfUser found = await refreshTokens.ReadAsync(verified.Id, cancellationToken)
            ?? throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        found.User.MustBeActive();
        return found.Token.IsLive(clock.GetUtcNow())
            ? Unit.Value
            : throw new TokenNotValidException(TokenNotValidException.Blacklisted);
    }
}
