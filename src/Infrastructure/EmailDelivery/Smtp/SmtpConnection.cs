using MailKit.Net.Smtp;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

internal sealed class SmtpConnection(SmtpClient client, TimeSpan timeout) : IEmailConnection
{
    private static readonly TimeSpan DisconnectTimeout = TimeSpan.FromSeconds(2);

    public async Task SendAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeoutSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeoutSource.CancelAfter(timeout);
        try
        {
            await client.SendAsync(email.Message, timeoutSource.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw SmtpFailure.ToException(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource timeoutSource = new(DisconnectTimeout);
        try
        {
            await client.DisconnectAsync(quit: true, timeoutSource.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Ignore errors: the emails were already accepted.
        }

        client.Dispose();
    }
}
