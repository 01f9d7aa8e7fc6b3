namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>An email could not be sent. The text is stored and logged, so it holds no address and no secret.</summary>
internal sealed class EmailException(EmailFault fault, string message) : Exception(message)
{
    public EmailFault Fault { get; } = fault;

    /// <summary>Whether the email may have been sent nevertheless, because the answer of the mail server was lost.</summary>
    public bool MayBeSent { get; init; }
}

internal enum EmailFault
{
    /// <summary>A permanent error: this email can never be sent.</summary>
    Permanent,

    /// <summary>A temporary error of this email; others can be sent.</summary>
    Temporary,

    /// <summary>The server refused the content. The cause is this email, or the server if it refuses the others too.</summary>
    Refused,

    /// <summary>A temporary error of the server: no email can be sent now.</summary>
    Server,
}
