using System.Net.Sockets;
using MailKit.Net.Smtp;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>
/// Describes an error of the mail server. The text of the server may contain the address, so the description has the status code only.
/// </summary>
internal static class SmtpFailure
{
    private const int FirstPermanentCode = 500;

    public static EmailException ToException(Exception exception) => exception switch
    {
        // The server closes the connection (RFC 5321 section 3.8).
        SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } =>
            new(EmailFault.Server, Summarize("The mail server closed the connection", exception)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refusal when (int)refusal.StatusCode >= FirstPermanentCode =>
            new(EmailFault.Permanent, Summarize("The recipient was refused", exception)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } =>
            new(EmailFault.Temporary, Summarize("The recipient was refused temporarily", exception)),

        // The sender is the same for every email, so all of them would be refused.
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } =>
            new(EmailFault.Server, Summarize("The sender was refused", exception)),

        // Users control part of the content, such as the username, so other emails may still be accepted.
        SmtpCommandException => new(EmailFault.Refused, Summarize("The email was refused", exception)),

        // The address has characters beyond ASCII, and the server does not support them (RFC 6531).
        NotSupportedException => new(EmailFault.Permanent, "The mail server does not support this address."),
        _ => new(EmailFault.Server, Summarize("The connection to the mail server failed", exception)) { MayBeSent = true },
    };

    public static string Summarize(string failure, Exception exception) => exception switch
    {
        SmtpCommandException refusal => $"{failure} ({(int)refusal.StatusCode}).",
        SocketException socket => $"{failure} ({socket.SocketErrorCode}).",
        OperationCanceledException => $"{failure} (Mail:Smtp:Timeout).",
        _ => $"{failure} ({exception.GetType().Name}).",
    };
}
