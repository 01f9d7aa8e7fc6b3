using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;

internal sealed class LogInToAdminHandler(PasswordLogin passwordLogin, AdminOptions adminOptions, TokenOptions tokenOptions)
    : IRequestHandler<LogInToAdminCommand, AdminSessionDto>
{
    public async Task<AdminSessionDto> Handle(LogInToAdminCommand command, CancellationToken cancellationToken)
    {
        SessionTerms terms = new(IsAdmin: true, adminOptions.SessionLifetime, tokenOptions.MaxSessions);
        Session session =
            await passwordLogin.LogInToAdminAsync(command.Email.Value, command.Password.Value, terms, cancellationToken)
            ?? throw new LoginFailedException();

        return new AdminSessionDto(session.UserId, session.Id, session.ExpiresAt);
    }
}
