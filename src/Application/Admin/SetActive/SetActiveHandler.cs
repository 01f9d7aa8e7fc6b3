using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.SetActive;

internal sealed class SetActiveHandler(
    IAccountChanges accounts,
    CurrentStaff staff,
    Activation activation,
    ILogger<SetActiveHandler> logger) : IRequestHandler<SetActiveCommand, Unit>
{
    public async Task<Unit> Handle(SetActiveCommand command, CancellationToken cancellationToken)
    {
        await accounts.ChangeAsync(command.UserId, version: null, ChangeAsync, cancellationToken);

        logger.ActivitySet(command.CallerId, command.UserId, command.IsActive);
        return Unit.Value;

        Task ChangeAsync(User user, CancellationToken token)
        {
            staff.Member.MustBeAbove(user);
            return activation.SetAsync(user, command.IsActive, token);
        }
    }
}
