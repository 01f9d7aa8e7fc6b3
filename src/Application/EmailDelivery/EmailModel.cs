using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>The content of an email, before a template renders it.</summary>
/// <param name="Kind">Selects the templates.</param>
/// <param name="To">The recipient.</param>
/// <param name="Username">The username of the account; empty when the account no longer exists.</param>
/// <param name="Language">A BCP 47 tag; null for the default language.</param>
public sealed record EmailModel(EmailKind Kind, string To, string Username, string? Language)
{
    /// <summary>The link to follow. It can be redeemed once, by everyone who has it.</summary>
    public string? Link { get; init; }

    /// <summary>The id of the stored link; the link is deleted when the email cannot be sent.</summary>
    public string? LinkId { get; init; }

    /// <summary>When the link or the code expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The code to log in with.</summary>
    public string? Code { get; init; }

    /// <summary>The current address of the account.</summary>
    public string? Email { get; init; }

    /// <summary>The network that the session was opened from.</summary>
    public string? Network { get; init; }

    /// <summary>The browser that the session was opened with; null when it is unknown.</summary>
    public string? Browser { get; init; }

    /// <summary>The operating system of that browser; null when it is unknown.</summary>
    public string? System { get; init; }

    /// <summary>When the event happened that the email is about.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The start page of the app.</summary>
    public string Home { get; init; } = "";

    /// <summary>The page that requests a link to reset the password.</summary>
    public string ForgottenPassword { get; init; } = "";

    /// <summary>Shows the kind only, because addresses, links and codes must not be logged.</summary>
    public override string ToString() => $"{nameof(EmailModel)} {{ {nameof(Kind)} = {Kind} }}";
}
