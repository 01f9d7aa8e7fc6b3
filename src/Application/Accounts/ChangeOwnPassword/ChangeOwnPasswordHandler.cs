using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.ChangeOwnPassword;

internal sealed class ChangeOwnPasswordHandler(
    IUserRepository users,
    CurrentPassword currentPassword,
    NewPassword newPassword,
    SessionEnding sessionEnding,
    SessionOpening sessionOpening,
    IUnitOfWork unitOfWork,
    TimeProvider clock,
    ILogger<ChangeOwnPasswordHandler> logger) : IRequestHandler<ChangeOwnPasswordCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ChangeOwnPasswordCommand command, CancellationToken cancellationToken)
    {
        User user = (await users.FindByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        await currentPassword.CheckAsync(user, command.SessionId, command.CurrentPassword.Value, cancellationToken);
        string passwordHash = await newPassword.HashAsync(command.NewPassword.Value, user, "new_password", cancellationToken);

        // The caller goes on in a session of the new epoch. In the old one a used refresh token would still buy the new one.
        DateTimeOffset now = clock.GetUtcNow();
        user.ChangePassword(passwordHash, now);
        await sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, cancellationToken);
        OpenedSession opened = sessionOpening.Open(user, now);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.PasswordChanged(user.Id);
        return await sessionOpening.WriteTokensAsync(opened, cancellationToken);
    }
}
