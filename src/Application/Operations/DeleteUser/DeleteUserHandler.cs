using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Operations.DeleteUser;

internal sealed class DeleteUserHandler(IUserRepository users, AccountDeletion accountDeletion)
    : IRequestHandler<DeleteUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteUserCommand command, CancellationToken cancellationToken)
    {
        User user = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        await accountDeletion.DeleteAsync(user.Id, version: null, staffId: null, (_, _) => Task.CompletedTask, cancellationToken);

        return Unit.Value;
    }
}
