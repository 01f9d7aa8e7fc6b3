using System.Net.Sockets;
using MailKit.Net.Smtp;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>What an answer of the mail server means. What it says in words may hold the address, so only its number is told on.</summary>
internal static class SmtpFailure
{
    private const int Permanent = 500;

    public static EmailException Of(Exception exception) => exception switch
    {
        // The server is about to hang up (RFC 5321 section 3.8).
        SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable } =>
            new(MailFault.Server, Describe("The mail server hung up", exception)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refusal when (int)refusal.StatusCode >= Permanent =>
            new(MailFault.Undeliverable, Describe("The recipient was refused", exception)),
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } =>
            new(MailFault.Later, Describe("The recipient was put off", exception)),

        // It is the same with all.
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } =>
            new(MailFault.Server, Describe("The sender was refused", exception)),

        // Strangers have a say in what is in it, such as the name of their browser.
        SmtpCommandException => new(MailFault.Refused, Describe("The message was refused", exception)),

        // The address has letters that this server does not know (RFC 6531).
        NotSupportedException => new(MailFault.Undeliverable, "The mail server cannot write to such an address."),
        _ => new(MailFault.Server, Describe("The connection to the mail server broke", exception)) { IsUnclear = true },
    };

    public static string Describe(string what, Exception exception) => exception switch
    {
        SmtpCommandException refusal => $"{what} ({(int)refusal.StatusCode}).",
        SocketException socket => $"{what} ({socket.SocketErrorCode}).",
        OperationCanceledException => $"{what} (Mail:Smtp:Timeout).",
        _ => $"{what} ({exception.GetType().Name}).",
    };
}
