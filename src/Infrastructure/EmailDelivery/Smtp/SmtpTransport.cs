using MailKit.Net.Smtp;
using MailKit.Security;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>Hands messages to a mail server.</summary>
internal sealed class SmtpTransport(SmtpOptions options, EmailOptions mail) : IEmailTransport
{
    public async Task<IMailConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        SmtpClient client = new()
        {
            Timeout = (int)options.Timeout.TotalMilliseconds,
            LocalDomain = string.IsNullOrEmpty(options.LocalName) ? mail.SenderDomain : options.LocalName,
        };
        try
        {
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(options.Timeout);
            await client.ConnectAsync(options.Host!, options.Port, Security(), patience.Token);
            if (!string.IsNullOrEmpty(options.Username))
            {
                await client.AuthenticateAsync(options.Username, options.Password ?? "", patience.Token);
            }

            return new SmtpConnection(client, options.Timeout);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            client.Dispose();
            throw new EmailException(MailFault.Server, SmtpFailure.Describe("The mail server cannot be used", exception));
        }
    }

    private SecureSocketOptions Security() => options.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
