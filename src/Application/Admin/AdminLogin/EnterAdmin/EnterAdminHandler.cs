using CleanAuth.Application.Errors;
using CleanAuth.Application.Login;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.EnterAdmin;

internal sealed class EnterAdminHandler(SignIn signIn) : IRequestHandler<EnterAdminCommand, AdminSessionDto>
{
    public async Task<AdminSessionDto> Handle(EnterAdminCommand command, CancellationToken cancellationToken)
    {
        Session session =
            await signIn.TryEnterAdminAsync(command.Email.Value, command.Password.Value, cancellationToken)
            ?? throw new LoginFailedException();

        return new AdminSessionDto(session.UserId, session.Id, session.ExpiresAt);
    }
}
