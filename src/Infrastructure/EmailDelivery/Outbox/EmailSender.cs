using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.PrepareEmail;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>Prepares one email, sends it, and updates or deletes its row.</summary>
internal sealed partial class EmailSender(
    IServiceScopeFactory scopes,
    EmailComposer composer,
    EmailOptions options,
    TimeProvider clock,
    ILogger<EmailSender> logger)
{
    // Emails that were sent, but whose row could not be deleted yet. They must not be sent again.
    private readonly HashSet<Guid> sent = [];

    /// <summary>
    /// Sends the email and deletes its row. On failure, it schedules the next attempt or ends the attempts, and returns the kind of
    /// failure. Returns null if the email was sent or there was nothing to send.
    /// </summary>
    /// <exception cref="EmailException">No email can be sent now.</exception>
    public async Task<EmailFault?> SendAsync(Guid id, IEmailConnection connection, CancellationToken cancellationToken)
    {
        if (!sent.Contains(id) && await TrySendAsync(id, connection, cancellationToken) is { } failure)
        {
            await RecordFailureAsync(id, failure, cancellationToken);
            if (failure.Fault == EmailFault.Server)
            {
                throw failure;
            }

            return failure.Fault;
        }

        await scopes.WithOutboxAsync(outbox => outbox.DeleteAsync(id, cancellationToken));
        sent.Remove(id);
        return null;
    }

    private async Task<EmailException?> TrySendAsync(Guid id, IEmailConnection connection, CancellationToken cancellationToken)
    {
        EmailModel? model = null;
        try
        {
            model = await PrepareAsync(id, cancellationToken);
            if (model is not null)
            {
                await connection.SendAsync(composer.Compose(id, model), cancellationToken);
                sent.Add(id);
                EmailSent(logger, id, model.Kind);
            }

            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            EmailException failure = ToFailure(exception);
            if (model?.LinkId is { } linkId && !failure.MayBeSent)
            {
                await scopes.WithOutboxAsync(outbox => outbox.DeleteLinkAsync(linkId, cancellationToken));
            }

            return failure;
        }
    }

    // Do not repeat the text of an unexpected exception, which may contain an address or a secret.
    private static EmailException ToFailure(Exception exception) => exception switch
    {
        EmailException failure => failure,
        EmailTemplateException broken => new EmailException(EmailFault.Temporary, $"The template {broken.File} failed."),
        _ => new EmailException(EmailFault.Temporary, $"The email could not be prepared ({exception.GetType().Name})."),
    };

    private async Task<EmailModel?> PrepareAsync(Guid id, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PrepareEmailCommand(id), cancellationToken);
    }

    private async Task RecordFailureAsync(Guid id, EmailException failure, CancellationToken cancellationToken)
    {
        OutgoingEmail? email = await scopes.WithOutboxAsync(outbox =>
            outbox.UpdateAsync(id, email => ScheduleRetryOrGiveUp(email, failure), cancellationToken));
        if (email is { DueAt: null })
        {
            LastAttemptFailed(logger, email.Attempts, id, email.Kind, failure.Message);
        }
        else if (email is not null)
        {
            AttemptFailed(logger, email.Attempts, id, email.Kind, failure.Message);
        }
    }

    private void ScheduleRetryOrGiveUp(OutgoingEmail email, EmailException failure)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int attempts = email.Attempts + 1;
        if (failure.Fault == EmailFault.Permanent || attempts >= options.MaxAttempts)
        {
            email.GiveUp(failure.Message, now);
        }
        else
        {
            email.Postpone(now + RetryBackoff.AfterAttempts(attempts, email.Id), failure.Message, now);
        }
    }

    [LoggerMessage(7211, LogLevel.Information, "Email {EmailId} of kind {Kind} was sent.")]
    private static partial void EmailSent(ILogger logger, Guid emailId, EmailKind kind);

    [LoggerMessage(
        7212,
        LogLevel.Warning,
        "Attempt {Attempts} to send email {EmailId} of kind {Kind} failed and will be retried: {Failure}")]
    private static partial void AttemptFailed(ILogger logger, int attempts, Guid emailId, EmailKind kind, string failure);

    [LoggerMessage(
        7213,
        LogLevel.Error,
        "Attempt {Attempts} to send email {EmailId} of kind {Kind} was the last one and failed: {Failure} "
        + "To retry it, run the command retry-mail.")]
    private static partial void LastAttemptFailed(ILogger logger, int attempts, Guid emailId, EmailKind kind, string failure);
}
