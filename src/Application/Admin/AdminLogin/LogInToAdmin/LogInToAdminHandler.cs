using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;

internal sealed class LogInToAdminHandler(PasswordLogin passwordLogin) : IRequestHandler<LogInToAdminCommand, AdminSessionDto>
{
    public async Task<AdminSessionDto> Handle(LogInToAdminCommand command, CancellationToken cancellationToken)
    {
        Session session =
            await passwordLogin.TryEnterAdminAsync(command.Email.Value, command.Password.Value, cancellationToken)
            ?? throw new LoginFailedException();

        return new AdminSessionDto(session.UserId, session.Id, session.ExpiresAt);
    }
}
