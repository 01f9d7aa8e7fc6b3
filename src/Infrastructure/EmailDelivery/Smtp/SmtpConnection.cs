using CleanAuth.Infrastructure.EmailDelivery.Templates;
using MailKit.Net.Smtp;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>A conversation with the mail server.</summary>
internal sealed class SmtpConnection(SmtpClient client, TimeSpan timeout) : IMailConnection
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    public async Task SendAsync(EmailMessage mail, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            await client.SendAsync(mail.Message, patience.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw SmtpFailure.Of(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource patience = new(Farewell);
        try
        {
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whether it says goodbye is nothing to the messages.
        }

        client.Dispose();
    }
}
