using MailKit.Net.Smtp;
using MailKit.Security;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

internal sealed class SmtpTransport(SmtpOptions options, EmailOptions emailOptions) : IEmailTransport
{
    public async Task<IEmailConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        SmtpClient client = new()
        {
            Timeout = (int)options.Timeout.TotalMilliseconds,
            LocalDomain = string.IsNullOrEmpty(options.LocalName) ? emailOptions.SenderDomain : options.LocalName,
        };
        try
        {
            using CancellationTokenSource timeoutSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeoutSource.CancelAfter(options.Timeout);
            await client.ConnectAsync(options.Host!, options.Port, Security(), timeoutSource.Token);
            if (!string.IsNullOrEmpty(options.Username))
            {
                await client.AuthenticateAsync(options.Username, options.Password ?? "", timeoutSource.Token);
            }

            return new SmtpConnection(client, options.Timeout);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw new EmailException(EmailFault.Server, SmtpFailure.Summarize("The mail server cannot be used", exception));
        }
    }

    private SecureSocketOptions Security() => options.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
