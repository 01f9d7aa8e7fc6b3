using CleanAuth.Application.Errors;
using MediatR;

namespace CleanAuth.Application.AccountLifecycle.EraseUser;

internal sealed class EraseUserHandler(AccountDeletion accountDeletion) : IRequestHandler<EraseUserCommand, bool>
{
    public async Task<bool> Handle(EraseUserCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await accountDeletion.EraseAsync(command.UserId, command.Now, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NotFoundException or LastSuperuserException)
        {
            return false;
        }
    }
}
