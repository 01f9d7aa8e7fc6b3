using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>The section <c>Mail</c>.</summary>
public sealed record EmailOptions : IValidatableObject
{
    public const string Section = "Mail";

    private static readonly IdnMapping Idn = new();

    /// <summary>Whether this instance takes part in sending what is in the outbox.</summary>
    public bool Enabled { get; init; } = true;

    [EnumDataType(typeof(MailTransport), ErrorMessage = "Set Mail:Transport to Folder or Smtp.")]
    public MailTransport Transport { get; init; } = MailTransport.Folder;

    /// <summary>
    /// Whether <see cref="MailTransport.Folder"/> is meant outside Development too, where its files hold secret links of real
    /// accounts.
    /// </summary>
    public bool AllowFolder { get; init; }

    /// <summary>Where messages are put that are not sent.</summary>
    [Required(ErrorMessage = "Set Mail:Folder to the folder that messages are put into.")]
    public string Folder { get; init; } = "data/mail";

    /// <summary>Whom messages come from.</summary>
    [Required(ErrorMessage = NoSender)]
    public string From { get; init; } = "CleanAuth <no-reply@localhost>";

    /// <summary>A folder with templates that take the place of the service's own of the same name.</summary>
    public string? TemplatesPath { get; init; }

    /// <summary>How often a message is tried before it is given up.</summary>
    [Range(1, 100, ErrorMessage = "Set Mail:MaxAttempts between 1 and 100, for instance 12.")]
    public int MaxAttempts { get; init; } = 12;

    private const string NoSender = "Set Mail:From to whom messages come from, for instance CleanAuth <no-reply@example.com>.";

    internal MailboxAddress Sender => MailboxAddress.Parse(From);

    /// <summary>The domain of the sender in A-labels (RFC 5890).</summary>
    internal string SenderDomain => Idn.GetAscii(Sender.Domain);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailboxAddress.TryParse(From, out MailboxAddress? sender) || !Addresses.IsOne(sender.Address))
        {
            yield return new(NoSender);
            yield break;
        }

        // RFC 6531: only servers with SMTPUTF8 take such a sender, and only when all recipients' servers do.
        if (!sender.LocalPart.All(char.IsAscii))
        {
            yield return new(
                "Mail:From has characters beyond ASCII before the at sign, which many mail servers refuse: choose another address, for instance no-reply@example.com.");
        }
    }
}

public enum MailTransport
{
    /// <summary>A file for each message, for developers.</summary>
    Folder,

    Smtp,
}
