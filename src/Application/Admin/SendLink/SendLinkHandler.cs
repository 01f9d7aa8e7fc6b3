using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Mail;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.SendLink;

internal sealed class SendLinkHandler(
    IUserRepository users,
    IOutbox outbox,
    ISecurityEvents events,
    IUnitOfWork unitOfWork,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<SendLinkHandler> logger) : IRequestHandler<SendLinkCommand, Unit>
{
    public const string Deactivated = "The account is deactivated: its links would not work.";
    public const string Verified = "The address is verified already.";

    public async Task<Unit> Handle(SendLinkCommand command, CancellationToken cancellationToken)
    {
        User user = await users.ReadByIdAsync(command.UserId, cancellationToken) ?? throw new NotFoundException();
        staff.Member.MustBeAbove(user);
        if (ObjectionTo(command.Link, user) is { } objection)
        {
            throw InvalidInputException.Of(InvalidInputException.NoField, objection);
        }

        MailKind kind = command.Link == OwnersLink.Verification ? MailKind.VerifyEmail : MailKind.ResetPassword;
        outbox.Add(OutgoingMail.To(user, kind, clock.GetUtcNow()));
        events.Add(SecurityEventKind.LinkSent, user.Id, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.LinkSent(staff.Member.Id, kind, user.Id);
        return Unit.Value;
    }

    private static string? ObjectionTo(OwnersLink link, User user) => link switch
    {
        _ when !user.IsActive => Deactivated,
        OwnersLink.Verification when user.IsEmailVerified => Verified,
        _ => null,
    };
}
