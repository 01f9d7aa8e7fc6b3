using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.CurrentUser.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandler(IUserRepository users, Reauthentication reauthentication, AccountDeletion accountDeletion)
    : IRequestHandler<DeleteCurrentUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User snapshot = (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        await reauthentication.RequireAsync(snapshot, command.SessionId, command.CurrentPassword, cancellationToken);
        try
        {
            await accountDeletion.DeleteOwnAsync(snapshot, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }

        return Unit.Value;
    }
}
