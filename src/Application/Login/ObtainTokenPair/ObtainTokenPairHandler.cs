using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using MediatR;

namespace CleanAuth.Application.Login.ObtainTokenPair;

internal sealed class ObtainTokenPairHandler(PasswordLogin passwordLogin) : IRequestHandler<ObtainTokenPairCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ObtainTokenPairCommand command, CancellationToken cancellationToken)
    {
        LoggedInUser signedIn =
            await passwordLogin.TryAsync(command.Email.Value, command.Password.Value, cancellationToken)
            ?? throw new NoActiveAccountException();

        return signedIn.Tokens;
    }
}
