using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.ChangeUser;

internal sealed class ChangeUserHandler(
    IAccountChanges accounts,
    IRightsReader rights,
    CurrentStaff staff,
    EmailChange emailChange,
    ISecurityEvents events,
    TimeProvider clock,
    ILogger<ChangeUserHandler> logger) : IRequestHandler<ChangeUserCommand, UserDetailsDto>
{
    public const string OwnEmail = "Change your own address in your profile, with your password.";

    public async Task<UserDetailsDto> Handle(ChangeUserCommand command, CancellationToken cancellationToken)
    {
        ProfileChanges changes = new(command.Email, command.Username, command.FullName, command.Bio, command.BirthDate);

        await accounts.ChangeAsync(command.UserId, command.Version, Change, cancellationToken);

        logger.UserChanged(command.CallerId, command.UserId);
        return await rights.DescribeAsync(command.UserId, cancellationToken);

        Task Change(User user, CancellationToken token)
        {
            staff.Member.MustBeAbove(user);
            bool changesEmail = changes.ChangeEmailOf(user);
            if (user.Id == command.CallerId && changesEmail)
            {
                // One logs in with it: an open page or a stolen access token must not be enough.
                throw InvalidInputException.Of("email", OwnEmail);
            }

            if (changesEmail)
            {
                // Who reads the mail of an account chooses its password.
                staff.Member.MustHave(Permissions.SetPassword);
            }

            DateTimeOffset now = clock.GetUtcNow();
            changes.ApplyTo(user, now);
            if (changesEmail)
            {
                emailChange.Apply(user, command.Email.Value, now);
            }

            events.Add(SecurityEventKind.UserChanged, user.Id, sessionId: null);
            return Task.CompletedTask;
        }
    }
}
