using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Mail.WriteLetter;

internal sealed class WriteLetterHandler(IOutbox outbox, LetterWriter writer, IUnitOfWork unitOfWork)
    : IRequestHandler<WriteLetterCommand, Letter?>
{
    public async Task<Letter?> Handle(WriteLetterCommand command, CancellationToken cancellationToken)
    {
        if (await outbox.ReadAsync(command.MailId, cancellationToken) is not { } mail || !await writer.MayBeWrittenAsync(mail, cancellationToken))
        {
            return null;
        }

        Letter? letter = await writer.WriteAsync(mail, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return letter;
    }
}
