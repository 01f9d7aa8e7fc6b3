using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Accounts.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandler(OwnAccount account, CurrentPassword currentPassword, Leaving leaving)
    : IRequestHandler<DeleteCurrentUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User seen = await account.SeeAsync(command.UserId, cancellationToken);
        await currentPassword.DemandAsync(seen, command.SessionId, command.CurrentPassword, cancellationToken);
        try
        {
            await leaving.LeaveAsync(seen, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }

        return Unit.Value;
    }
}
