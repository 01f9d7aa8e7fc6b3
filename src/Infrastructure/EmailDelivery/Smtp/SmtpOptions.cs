using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>The section <c>Mail:Smtp</c>: the mail server.</summary>
public sealed record SmtpOptions : IValidatableObject
{
    public const string Section = "Mail:Smtp";

    public string? Host { get; init; }

    [Range(1, 65_535, ErrorMessage = "Set Mail:Smtp:Port to the port of the mail server, for instance 587.")]
    public int Port { get; init; } = 587;

    [EnumDataType(typeof(SmtpSecurity), ErrorMessage = "Set Mail:Smtp:Security to StartTls, Tls or None.")]
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>A mail server that may be used without encryption, because the network between is trusted.</summary>
    public string? PlainHost { get; init; }

    /// <summary>
    /// The name that the service sends in EHLO; by default the domain of <c>Mail:From</c>. The name of the machine
    /// has no domain in a container, and strict servers refuse it (RFC 5321 section 4.1.1.1).
    /// </summary>
    public string? LocalName { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>The time limit for the connection, and for each email.</summary>
    [Duration("00:00:01", "00:05:00", ErrorMessage = "Set Mail:Smtp:Timeout between 1 second and 5 minutes, for instance 00:00:30.")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(LocalName)
            && (!LocalName.All(char.IsAscii) || Uri.CheckHostName(LocalName) == UriHostNameType.Unknown))
        {
            yield return new(
                "Set Mail:Smtp:LocalName to the full name of this machine or to its address, for instance accounts.example.com.");
        }
    }

    public override string ToString() => nameof(SmtpOptions);
}

public enum SmtpSecurity
{
    /// <summary>Starts without encryption and requires STARTTLS before anything is sent (port 587).</summary>
    StartTls,

    /// <summary>Implicit TLS (port 465).</summary>
    Tls,

    /// <summary>
    /// No encryption. Outside Development only for this machine and <see cref="SmtpOptions.PlainHost"/>, because emails contain links
    /// and codes.
    /// </summary>
    None,
}
