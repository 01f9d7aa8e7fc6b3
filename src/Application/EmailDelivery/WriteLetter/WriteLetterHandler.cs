using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Emails;
using MediatR;

namespace CleanAuth.Application.EmailDelivery.WriteLetter;

internal sealed class WriteLetterHandler(IOutbox outbox, LetterWriter writer, IAccountChanges accounts, IUnitOfWork unitOfWork)
    : IRequestHandler<WriteLetterCommand, Letter?>
{
    public async Task<Letter?> Handle(WriteLetterCommand command, CancellationToken cancellationToken)
    {
        if (await outbox.ReadAsync(command.MailId, cancellationToken) is not { } mail || !await writer.MayBeWrittenAsync(mail, cancellationToken))
        {
            return null;
        }

        if (mail is { Kind: MailKind.EmailChanged, UserId: { } userId })
        {
            return await WriteHoldingAsync(mail, userId, cancellationToken);
        }

        Letter? letter = await writer.WriteAsync(mail, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return letter;
    }

    // Who takes a change of the address back deletes the messages and links of later ones: while the account is held, so that
    // no link is made of a message that is gone.
    private async Task<Letter?> WriteHoldingAsync(OutgoingMail mail, Guid userId, CancellationToken cancellationToken)
    {
        Letter? letter = null;
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

        async Task<Letter?> WriteAsync(CancellationToken token) =>
            await outbox.ReadAsync(mail.Id, token) is { } present ? await writer.WriteAsync(present, token) : null;
    }
}
