using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailAddresses.ConfirmEmailChange;

internal sealed class ConfirmEmailChangeHandler(
    AddressBinder addressBinder,
    EmailChanger emailChanger,
    TimeProvider clock,
    ILogger<ConfirmEmailChangeHandler> logger) : IRequestHandler<ConfirmEmailChangeCommand, Unit>
{
    public async Task<Unit> Handle(ConfirmEmailChangeCommand command, CancellationToken cancellationToken)
    {
        Guid userId = await addressBinder.BindAsync(
            command,
            LinkPurpose.ConfirmEmailChange,
            (user, token) => emailChanger.ConfirmAsync(user, clock.GetUtcNow(), token),
            cancellationToken);

        logger.EmailChanged(userId);
        return Unit.Value;
    }
}
