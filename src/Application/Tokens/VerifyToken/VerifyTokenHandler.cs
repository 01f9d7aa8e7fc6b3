using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Tokens.VerifyToken;

internal sealed class VerifyTokenHandler(
    ITokenVerifier verifier,
    IUserRepository users,
    ISessionRepository sessions,
    IRevocationList revocations,
    TimeProvider clock) : IRequestHandler<VerifyTokenQuery, Unit>
{
    public async Task<Unit> Handle(VerifyTokenQuery query, CancellationToken cancellationToken)
    {
        VerifiedToken verified = await verifier.VerifyAsync(query.Token.Value);
        if (verified.Kind == TokenKind.Access)
        {
            bool allEnded = revocations.EndedWithAllSessions(verified);

            // The error of a deleted or deactivated account comes before that of its ended sessions.
            (await users.ReadByIdAsync(verified.UserId, cancellationToken)).MustBeActive();
            return allEnded ? throw new TokenNotValidException(TokenNotValidException.Blacklisted) : Unit.Value;
        }

        PresentedToken presented = await sessions.ReadAsync(verified.Id, cancellationToken)
            ?? throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        User user = presented.User.MustBeActive();
        DateTimeOffset now = clock.GetUtcNow();
        return presented.Token.IsLive(now) && presented.Session.IsLive(user, now)
            ? Unit.Value
            : throw new TokenNotValidException(TokenNotValidException.Blacklisted);
    }
}
