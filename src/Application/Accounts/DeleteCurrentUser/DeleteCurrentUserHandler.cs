using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Accounts.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandler(IUserRepository users, CurrentPassword currentPassword, Leaving leaving)
    : IRequestHandler<DeleteCurrentUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User verified = (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        await currentPassword.DemandLastlyAsync(verified, command.SessionId, command.CurrentPassword, cancellationToken);
        try
        {
            await leaving.LeaveAsync(command.UserId, MustBeAsVerified, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }

        return Unit.Value;

        void MustBeAsVerified(User user)
        {
            // The hash took a while, in which somebody may have changed the password.
            if (user.MustBeActive().Epoch != verified.Epoch)
            {
                throw new AccountChangedException();
            }
        }
    }
}
