using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.SendAccountLink;

internal sealed class SendAccountLinkHandler(
    IOutbox outbox,
    ISecurityEventWriter events,
    StaffUpdates staffUpdates,
    TimeProvider clock,
    ILogger<SendAccountLinkHandler> logger) : IRequestHandler<SendAccountLinkCommand, Unit>
{
    public const string Deactivated = "The account is deactivated: its links would not work.";
    public const string Verified = "The address is verified already.";

    public async Task<Unit> Handle(SendAccountLinkCommand command, CancellationToken cancellationToken)
    {
        EmailKind kind = command.Link == AccountLinkKind.Verification ? EmailKind.VerifyEmail : EmailKind.ResetPassword;
        await staffUpdates.UpdateUserAsync(command, command.UserId, version: null, SendAsync, cancellationToken);

        logger.LinkSent(command.CallerId, kind, command.UserId);
        return Unit.Value;

        Task SendAsync(StaffMember actor, User user, CancellationToken token)
        {
            if (FindError(command.Link, user) is { } error)
            {
                throw InvalidInputException.Of(InvalidInputException.NoField, error);
            }

            outbox.Add(OutgoingEmail.To(user, kind, clock.GetUtcNow()));
            events.Add(SecurityEventKind.LinkSent, user.Id, sessionId: null);
            return Task.CompletedTask;
        }
    }

    private static string? FindError(AccountLinkKind link, User user) => link switch
    {
        _ when !user.IsActive => Deactivated,
        AccountLinkKind.Verification when user.IsEmailVerified => Verified,
        _ => null,
    };
}
