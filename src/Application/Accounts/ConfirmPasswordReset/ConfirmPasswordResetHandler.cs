using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.ConfirmPasswordReset;

internal sealed class ConfirmPasswordResetHandler(
    LinkUse links,
    IUserRepository users,
    NewPassword newPassword,
    SessionEnding sessionEnding,
    LoginThrottle throttle,
    ISecurityEvents events,
    TimeProvider clock,
    ILogger<ConfirmPasswordResetHandler> logger) : IRequestHandler<ConfirmPasswordResetCommand, Unit>
{
    public async Task<Unit> Handle(ConfirmPasswordResetCommand command, CancellationToken cancellationToken)
    {
        // What can be refused is so before anything is hashed, and nobody waits for the account as long as a hash takes.
        AccountLink link = await links.FindAsync(command.Token.Value, LinkPurpose.ResetPassword, cancellationToken);
        User? seen = await users.ReadByIdAsync(link.UserId, cancellationToken);
        if (seen is null || !link.IsGoodFor(seen))
        {
            throw LinkUse.Refused();
        }

        string passwordHash = await newPassword.HashAsync(command.NewPassword.Value, seen, "new_password", cancellationToken);
        await links.UseAsync(link, ChangeAsync, cancellationToken);
        await logger.TryAfterwardsAsync(() => throttle.WelcomeAsync(seen, cancellationToken));

        logger.PasswordReset(link.UserId);
        return Unit.Value;

        Task ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!user.IsEmailVerified)
            {
                events.Add(SecurityEventKind.EmailVerified, user.Id, sessionId: null);
            }

            user.ChangePassword(passwordHash, now);
            user.VerifyEmail(now);
            return sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, token);
        }
    }
}
