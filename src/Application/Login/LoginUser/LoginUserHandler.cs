using AutoMapper;
using CleanAuth.Application.Errors;
using MediatR;

namespace CleanAuth.Application.Login.LoginUser;

internal sealed class LoginUserHandler(PasswordLogin passwordLogin, IMapper mapper) : IRequestHandler<LoginUserCommand, LoggedInUserDto>
{
    public async Task<LoggedInUserDto> Handle(LoginUserCommand command, CancellationToken cancellationToken)
    {
        LoggedInUser signedIn =
            await passwordLogin.TryAsync(command.Email.Value, command.Password.Value, cancellationToken)
            ?? throw new LoginFailedException();

        return mapper.Map<LoggedInUserDto>(signedIn.User) with { Tokens = signedIn.Tokens };
    }
}
