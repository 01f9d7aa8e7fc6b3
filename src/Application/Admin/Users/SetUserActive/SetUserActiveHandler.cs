using CleanAuth.Application.AccountLifecycle;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.SetUserActive;

internal sealed class SetUserActiveHandler(
    StaffUpdates staffUpdates,
    AccountActivation accountActivation,
    ILogger<SetUserActiveHandler> logger) : IRequestHandler<SetUserActiveCommand, Unit>
{
    public async Task<Unit> Handle(SetUserActiveCommand command, CancellationToken cancellationToken)
    {
        await staffUpdates.UpdateUserAsync(
            command,
            command.UserId,
            version: null,
            (_, user, token) => accountActivation.SetAsync(user, command.IsActive, token),
            cancellationToken);

        logger.ActivitySet(command.CallerId, command.UserId, command.IsActive);
        return Unit.Value;
    }
}
