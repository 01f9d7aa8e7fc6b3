using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>The section <c>Mail:Smtp</c>: the server that messages are handed to.</summary>
public sealed record SmtpOptions : IValidatableObject
{
    public const string Section = "Mail:Smtp";

    public string? Host { get; init; }

    [Range(1, 65_535, ErrorMessage = "Set Mail:Smtp:Port to the port of the mail server, for instance 587.")]
    public int Port { get; init; } = 587;

    [EnumDataType(typeof(SmtpSecurity), ErrorMessage = "Set Mail:Smtp:Security to StartTls, Tls or None.")]
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>
    /// The name of a mail server that is meant to be told everything in the clear, as nobody else is on the network between.
    /// </summary>
    public string? PlainHost { get; init; }

    /// <summary>
    /// The name by which the service greets the mail server; by default the domain of <c>Mail:From</c>. The name of the machine
    /// has no domain in a container, and strict servers refuse such a name (RFC 5321 section 4.1.1.1).
    /// </summary>
    public string? LocalName { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>How long to wait for the connection, and for each message to be taken.</summary>
    [Duration("00:00:01", "00:05:00", ErrorMessage = "Set Mail:Smtp:Timeout between a second and 5 minutes, for instance 00:00:30.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(LocalName) && (!LocalName.All(char.IsAscii) || Uri.CheckHostName(LocalName) == UriHostNameType.Unknown))
        {
            yield return new("Set Mail:Smtp:LocalName to the full name of this machine or to its address, for instance accounts.example.com.");
        }
    }

    public override string ToString() => nameof(SmtpOptions);
}

public enum SmtpSecurity
{
    /// <summary>Plain at first, then TLS, without which nothing is sent (port 587).</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>No encryption. Links and codes go that way too, so outside Development only to this machine or <see cref="SmtpOptions.PlainHost"/>.</summary>
    None,
}
