using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.RestoreAccount;

internal sealed class RestoreAccountHandler(LinkUse linkUse, Activation activation, ILogger<RestoreAccountHandler> logger)
    : IRequestHandler<RestoreAccountCommand, Unit>
{
    public async Task<Unit> Handle(RestoreAccountCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await linkUse.FindAsync(command.Token.Value, LinkPurpose.RestoreAccount, cancellationToken);
        await linkUse.UseAsync(link, (user, token) => activation.SetAsync(user, isActive: true, token), cancellationToken);

        logger.UserRestored(link.UserId);
        return Unit.Value;
    }
}
