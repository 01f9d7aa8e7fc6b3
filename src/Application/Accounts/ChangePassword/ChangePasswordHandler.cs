using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.ChangePassword;

internal sealed class ChangePasswordHandler(
    IUserRepository users,
    NewPassword newPassword,
    SessionEnding sessionEnding,
    IUnitOfWork unitOfWork,
    TimeProvider clock,
    ILogger<ChangePasswordHandler> logger) : IRequestHandler<ChangePasswordCommand, Unit>
{
    public async Task<Unit> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        User user = await users.FindByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        string passwordHash = await newPassword.HashAsync(command.Password.Value, user, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        user.ChangePassword(passwordHash, now);
        await sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.PasswordChanged(user.Id);
        return Unit.Value;
    }
}
