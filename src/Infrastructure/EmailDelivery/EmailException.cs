namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>A message was not sent. The text tells neither address nor secret, as it is stored and logged.</summary>
internal sealed class EmailException(MailFault fault, string message) : Exception(message)
{
    public MailFault Fault { get; } = fault;

    /// <summary>Whether the message may have gone out nevertheless, as the answer was lost.</summary>
    public bool IsUnclear { get; init; }
}

internal enum MailFault
{
    /// <summary>Nobody will ever take this message.</summary>
    Undeliverable,

    /// <summary>This message is not taken now; others may be.</summary>
    Later,

    /// <summary>What this message says, or all of them, is not taken: which of the two, the others show.</summary>
    Refused,

    /// <summary>No message can be sent now.</summary>
    Server,
}
