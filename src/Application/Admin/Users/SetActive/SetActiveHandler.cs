using CleanAuth.Application.AccountLifecycle;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.SetActive;

internal sealed class SetActiveHandler(
    StaffUpdates changes,
    AccountActivation accountActivation,
    ILogger<SetActiveHandler> logger) : IRequestHandler<SetActiveCommand, Unit>
{
    public async Task<Unit> Handle(SetActiveCommand command, CancellationToken cancellationToken)
    {
        await changes.UpdateUserAsync(
            command,
            command.UserId,
            version: null,
            (_, user, token) => accountActivation.SetAsync(user, command.IsActive, token),
            cancellationToken);

        logger.ActivitySet(command.CallerId, command.UserId, command.IsActive);
        return Unit.Value;
    }
}
