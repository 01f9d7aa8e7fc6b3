namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>An email could not be sent. The text is stored and logged, so it must not contain an address or a secret.</summary>
internal sealed class EmailException(EmailFault fault, string message) : Exception(message)
{
    public EmailFault Fault { get; } = fault;

    /// <summary>Whether the email may have been sent in spite of the error, because the response of the mail server was lost.</summary>
    public bool MayBeSent { get; init; }
}

internal enum EmailFault
{
    /// <summary>A permanent error: this email can never be sent.</summary>
    Permanent,

    /// <summary>A temporary error of this email; others can be sent.</summary>
    Temporary,

    /// <summary>The server refused the content of this email. If it refuses all emails, the server is the cause.</summary>
    Refused,

    /// <summary>A temporary error of the server: no email can be sent now.</summary>
    Server,
}
