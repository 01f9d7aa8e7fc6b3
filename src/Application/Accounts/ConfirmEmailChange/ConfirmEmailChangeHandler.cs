using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.ConfirmEmailChange;

internal sealed class ConfirmEmailChangeHandler(
    LinkUse links,
    EmailChange emailChange,
    TimeProvider clock,
    ILogger<ConfirmEmailChangeHandler> logger) : IRequestHandler<ConfirmEmailChangeCommand, Unit>
{
    public async Task<Unit> Handle(ConfirmEmailChangeCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await links.FindAsync(command.Token.Value, LinkPurpose.ConfirmEmailChange, cancellationToken);

        await links.UseAsync(link, Confirm, cancellationToken);

        logger.EmailChanged(link.UserId);
        return Unit.Value;

        Task Confirm(User user, CancellationToken token)
        {
            emailChange.Confirm(user, clock.GetUtcNow());
            return Task.CompletedTask;
        }
    }
}
