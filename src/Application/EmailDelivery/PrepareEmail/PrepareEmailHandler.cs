using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Emails;
using MediatR;

namespace CleanAuth.Application.EmailDelivery.PrepareEmail;

internal sealed class PrepareEmailHandler(IOutbox outbox, EmailModelBuilder writer, IAccountUpdates accounts, IUnitOfWork unitOfWork)
    : IRequestHandler<PrepareEmailCommand, EmailModel?>
{
    public async Task<EmailModel?> Handle(PrepareEmailCommand command, CancellationToken cancellationToken)
    {
        if (await outbox.ReadAsync(command.MailId, cancellationToken) is not { } mail || !await writer.MayBeWrittenAsync(mail, cancellationToken))
        {
            return null;
        }

        if (mail is { Kind: EmailKind.EmailChanged, UserId: { } userId })
        {
            return await WriteHoldingAsync(mail, userId, cancellationToken);
        }

        EmailModel? letter = await writer.WriteAsync(mail, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return letter;
    }

    // Who takes a change of the address back deletes the messages and links of later ones: while the account is held, so that
    // no link is made of a message that is gone.
    private async Task<EmailModel?> WriteHoldingAsync(OutgoingEmail mail, Guid userId, CancellationToken cancellationToken)
    {
        EmailModel? letter = null;
        try
        {
            await accounts.ChangeAsync(userId, version: null, async (_, token) => letter = await WriteAsync(token), cancellationToken);
            return letter;
        }
        catch (NotFoundException)
        {
            // Without the account there is nothing to take back, and something to tell.
            return await writer.WriteAsync(mail, cancellationToken);
        }

        async Task<EmailModel?> WriteAsync(CancellationToken token) =>
            await outbox.ReadAsync(mail.Id, token) is { } present ? await writer.WriteAsync(present, token) : null;
    }
}
