using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using MediatR;

namespace CleanAuth.Application.Login.ObtainTokenPair;

internal sealed class ObtainTokenPairHandler(PasswordLogin passwordLogin) : IRequestHandler<ObtainTokenPairCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ObtainTokenPairCommand command, CancellationToken cancellationToken)
    {
        LoggedInUser loggedIn =
            await passwordLogin.LogInAsync(command.Email.Value, command.Password.Value, cancellationToken)
            ?? throw new NoActiveAccountException();

        return loggedIn.Tokens;
    }
}
