using AutoMapper;
using CleanAuth.Application.Errors;
using MediatR;

namespace CleanAuth.Application.Login.LoginUser;

internal sealed class LoginUserHandler(PasswordLogin passwordLogin, IMapper mapper) : IRequestHandler<LoginUserCommand, LoggedInUserDto>
{
    public async Task<LoggedInUserDto> Handle(LoginUserCommand command, CancellationToken cancellationToken)
    {
        LoggedInUser loggedIn =
            await passwordLogin.LogInAsync(command.Email.Value, command.Password.Value, cancellationToken)
            ?? throw new LoginFailedException();

        return mapper.Map<LoggedInUserDto>(loggedIn.User) with { Tokens = loggedIn.Tokens };
    }
}
