using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>Has one message written, sends it, and sees to its row.</summary>
internal sealed partial class EmailSender(IServiceScopeFactory scopes, EmailComposer composer, ILogger<EmailSender> logger)
{
    // Where the row of a message that went out cannot be deleted, the message must not go out again for that.
    private readonly HashSet<Guid> sent = [];

    /// <summary>
    /// Sends the message, or notes why not; then its row is gone, put off or given up. Answers whose fault that is; null when
    /// it went out, or there was nothing to say.
    /// </summary>
    /// <exception cref="EmailException">No further message can be sent now.</exception>
    public async Task<MailFault?> DeliverAsync(Guid id, IMailConnection connection, CancellationToken cancellationToken)
    {
        if (!sent.Contains(id) && await TrySendAsync(id, connection, cancellationToken) is { } failure)
        {
            await NoteAsync(id, failure, cancellationToken);
            if (failure.Fault == MailFault.Server)
            {
                throw failure;
            }

            return failure.Fault;
        }

        await InScopeAsync(store => store.DeleteAsync(id, cancellationToken));
        sent.Remove(id);
        return null;
    }

    private async Task<EmailException?> TrySendAsync(Guid id, IMailConnection connection, CancellationToken cancellationToken)
    {
        EmailModel? letter = null;
        try
        {
            letter = await WriteAsync(id, cancellationToken);
            if (letter is not null)
            {
                await connection.SendAsync(composer.Compose(id, letter), cancellationToken);
                sent.Add(id);
                Sent(logger, id, letter.Kind);
            }

            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            EmailException failure = Describe(exception);
            if (letter?.LinkId is { } linkId && !failure.IsUnclear)
            {
                await InScopeAsync(store => store.TakeBackLinkAsync(linkId, cancellationToken));
            }

            return failure;
        }
    }

    // What an unforeseen exception says may hold anything.
    private static EmailException Describe(Exception exception) => exception switch
    {
        EmailException failure => failure,
        EmailTemplateException broken => new EmailException(MailFault.Later, $"The template {broken.File} cannot be used."),
        _ => new EmailException(MailFault.Later, $"The message could not be written ({exception.GetType().Name})."),
    };

    private async Task<EmailModel?> WriteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PrepareEmailCommand(id), cancellationToken);
    }

    private Task NoteAsync(Guid id, EmailException failure, CancellationToken cancellationToken) => InScopeAsync(async store =>
    {
        OutgoingEmail? mail = await store.NoteFailureAsync(id, failure.Message, failure.Fault == MailFault.Undeliverable, cancellationToken);
        if (mail is { DueAt: null })
        {
            GivenUp(logger, id, mail.Kind, mail.Attempts, failure.Message);
        }
        else if (mail is not null)
        {
            PutOff(logger, id, mail.Kind, mail.Attempts, failure.Message);
        }
    });

    private async Task InScopeAsync(Func<OutboxStore, Task> act)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<OutboxStore>());
    }

    [LoggerMessage(7211, LogLevel.Information, "Message {MailId} of kind {Kind} was sent.")]
    private static partial void Sent(ILogger logger, Guid mailId, EmailKind kind);

    [LoggerMessage(7212, LogLevel.Warning, "Message {MailId} of kind {Kind} was put off after attempt {Attempts}: {Failure}")]
    private static partial void PutOff(ILogger logger, Guid mailId, EmailKind kind, int attempts, string failure);

    [LoggerMessage(7213, LogLevel.Error, "Message {MailId} of kind {Kind} was given up after attempt {Attempts}: {Failure} The command retry-mail has it tried again.")]
    private static partial void GivenUp(ILogger logger, Guid mailId, EmailKind kind, int attempts, string failure);
}
