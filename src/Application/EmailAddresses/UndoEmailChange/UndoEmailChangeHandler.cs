using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailAddresses.UndoEmailChange;

internal sealed class UndoEmailChangeHandler(
    AccountLinkRedeemer accountLinkRedeemer,
    EmailChangeUndo emailChangeUndo,
    ILogger<UndoEmailChangeHandler> logger)
    : IRequestHandler<UndoEmailChangeCommand, Unit>
{
    public async Task<Unit> Handle(UndoEmailChangeCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await accountLinkRedeemer.FindValidAsync(command.Token.Value, LinkPurpose.UndoEmailChange, cancellationToken);

        await accountLinkRedeemer.RedeemAsync(link, (user, token) => emailChangeUndo.ApplyAsync(user, link, token), cancellationToken);

        logger.EmailRestored(link.UserId);
        return Unit.Value;
    }
}
