using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MimeKit;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>The section <c>Mail</c>.</summary>
public sealed record EmailOptions : IValidatableObject
{
    public const string Section = "Mail";

    private static readonly IdnMapping Idn = new();

    /// <summary>Whether this instance sends the emails of the outbox.</summary>
    public bool Enabled { get; init; } = true;

    [EnumDataType(typeof(EmailTransportKind), ErrorMessage = "Set Mail:Transport to Folder or Smtp.")]
    public EmailTransportKind Transport { get; init; } = EmailTransportKind.Folder;

    /// <summary>
    /// Whether <see cref="EmailTransportKind.Folder"/> is allowed outside Development, where the files contain secret links of real
    /// accounts.
    /// </summary>
    public bool AllowFolder { get; init; }

    /// <summary>The folder that emails are written into instead of being sent.</summary>
    [Required(ErrorMessage = "Set Mail:Folder to the folder that emails are written into.")]
    public string Folder { get; init; } = "data/mail";

    /// <summary>The sender of all emails, with or without a name.</summary>
    [Required(ErrorMessage = NoSender)]
    public string From { get; init; } = "CleanAuth <no-reply@localhost>";

    /// <summary>A folder with templates that replace the built-in ones of the same name.</summary>
    public string? TemplatesPath { get; init; }

    /// <summary>The number of attempts to send an email. After the last one, the email stays in the outbox as failed.</summary>
    [Range(1, 100, ErrorMessage = "Set Mail:MaxAttempts between 1 and 100, for instance 12.")]
    public int MaxAttempts { get; init; } = 12;

    private const string NoSender = "Set Mail:From to the sender of all emails, for instance CleanAuth <no-reply@example.com>.";

    internal MailboxAddress Sender => MailboxAddress.Parse(From);

    /// <summary>The domain of the sender in A-labels (RFC 5890).</summary>
    internal string SenderDomain => Idn.GetAscii(Sender.Domain);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailboxAddress.TryParse(From, out MailboxAddress? sender) || !MailboxAddressRule.IsSingleAddress(sender.Address))
        {
            yield return new(NoSender);
            yield break;
        }

        // Only servers with SMTPUTF8 accept such a sender, and only if the servers of all recipients do (RFC 6531).
        if (!sender.LocalPart.All(char.IsAscii))
        {
            yield return new(
                "Mail:From has characters beyond ASCII before the at sign, which many mail servers refuse: "
                + "choose another address, for instance no-reply@example.com.");
        }
    }
}

public enum EmailTransportKind
{
    /// <summary>Writes a file for each email; for development.</summary>
    Folder,

    Smtp,
}
