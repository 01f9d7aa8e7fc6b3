using AutoMapper;
using MediatR;

namespace CleanAuth.Application.Login.ConfirmLoginCode;

internal sealed class ConfirmLoginCodeHandler(CodeLogin codeLogin, IMapper mapper)
    : IRequestHandler<ConfirmLoginCodeCommand, LoggedInUserDto>
{
    public async Task<LoggedInUserDto> Handle(ConfirmLoginCodeCommand command, CancellationToken cancellationToken)
    {
        LoggedInUser loggedIn = command.Token.HasValue
            ? await codeLogin.LogInByLinkAsync(command.Nonce.Value, command.Token.Value, cancellationToken)
            : await codeLogin.LogInByCodeAsync(command.Nonce.Value, command.Code.Value, cancellationToken);

        return mapper.Map<LoggedInUserDto>(loggedIn.User) with { Tokens = loggedIn.Tokens };
    }
}
