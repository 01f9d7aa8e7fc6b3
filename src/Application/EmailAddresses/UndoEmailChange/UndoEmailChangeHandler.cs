using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailAddresses.UndoEmailChange;

internal sealed class UndoEmailChangeHandler(
    AccountLinkRedeemer links,
    EmailChangeUndo emailChangeUndo,
    ILogger<UndoEmailChangeHandler> logger)
    : IRequestHandler<UndoEmailChangeCommand, Unit>
{
    public async Task<Unit> Handle(UndoEmailChangeCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await links.FindValidAsync(command.Token.Value, LinkPurpose.UndoEmailChange, cancellationToken);

        await links.RedeemAsync(link, (user, token) => emailChangeUndo.ApplyAsync(user, link, token), cancellationToken);

        logger.EmailRestored(link.UserId);
        return Unit.Value;
    }
}
