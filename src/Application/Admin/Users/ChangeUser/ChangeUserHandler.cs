using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailAddresses;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.ChangeUser;

internal sealed class ChangeUserHandler(
    IUserRepository users,
    StaffReauthentication reauthentication,
    StaffUpdates staffUpdates,
    IRightsReader rights,
    EmailChanger emailChanger,
    ISecurityEventWriter events,
    TimeProvider clock,
    ILogger<ChangeUserHandler> logger) : IRequestHandler<ChangeUserCommand, UserDetailsDto>
{
    public async Task<UserDetailsDto> Handle(ChangeUserCommand command, CancellationToken cancellationToken)
    {
        ProfileChanges profile = new(command.Email, command.Username, command.FullName, command.Bio, command.BirthDate);
        User snapshot = await users.ReadByIdAsync(command.UserId, cancellationToken) ?? throw new NotFoundException();
        bool changesEmail = profile.ContainsNewEmailFor(snapshot);
        if (changesEmail)
        {
            await reauthentication.RequireAsync(command, cancellationToken);
        }

        await staffUpdates.UpdateUserAsync(command, command.UserId, command.Version, ChangeAsync, cancellationToken);
        logger.UserChanged(command.CallerId, command.UserId);
        return await rights.ReadDetailsAsync(command.UserId, cancellationToken);

        async Task ChangeAsync(StaffMember actor, User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            profile.ApplyTo(user, now);
            events.Add(SecurityEventKind.UserChanged, user.Id, sessionId: null);
            if (profile.ContainsNewEmailFor(user))
            {
                EmailChangeRules.Require(actor, user, isReauthenticated: changesEmail);
                await emailChanger.ApplyAsync(user, command.Email.Value, actor.Id, now, token);
            }
        }
    }
}
