using AutoMapper;
using MediatR;

namespace CleanAuth.Application.Login.ConfirmLoginCode;

internal sealed class ConfirmLoginCodeHandler(CodeLogin passwordLogin, IMapper mapper) : IRequestHandler<ConfirmLoginCodeCommand, LoggedInUserDto>
{
    public async Task<LoggedInUserDto> Handle(ConfirmLoginCodeCommand command, CancellationToken cancellationToken)
    {
        LoggedInUser signedIn = command.Token.HasValue
            ? await passwordLogin.EnterByLinkAsync(command.Nonce.Value, command.Token.Value, cancellationToken)
            : await passwordLogin.EnterByCodeAsync(command.Nonce.Value, command.Code.Value, cancellationToken);

        return mapper.Map<LoggedInUserDto>(signedIn.User) with { Tokens = signedIn.Tokens };
    }
}
