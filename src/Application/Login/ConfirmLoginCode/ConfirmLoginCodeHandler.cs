using AutoMapper;
using MediatR;

namespace CleanAuth.Application.Login.ConfirmLoginCode;

internal sealed class ConfirmLoginCodeHandler(CodeSignIn signIn, IMapper mapper) : IRequestHandler<ConfirmLoginCodeCommand, LoggedInUserDto>
{
    public async Task<LoggedInUserDto> Handle(ConfirmLoginCodeCommand command, CancellationToken cancellationToken)
    {
        SignedInUser signedIn = command.Token.HasValue
            ? await signIn.EnterByLinkAsync(command.Nonce.Value, command.Token.Value, cancellationToken)
            : await signIn.EnterByCodeAsync(command.Nonce.Value, command.Code.Value, cancellationToken);

        return mapper.Map<LoggedInUserDto>(signedIn.User) with { Tokens = signedIn.Tokens };
    }
}
