using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>The content of an email, before a template renders it.</summary>
/// <param name="Kind">Selects the templates.</param>
/// <param name="To">The recipient.</param>
/// <param name="Username">The username of the account; empty if the account no longer exists.</param>
/// <param name="Language">A BCP 47 tag; null for the default language.</param>
public sealed record EmailModel(EmailKind Kind, string To, string Username, string? Language)
{
    /// <summary>The link, which can be redeemed once by anyone who has it.</summary>
    public string? Link { get; init; }

    /// <summary>The id of the stored link. The link is deleted if the email cannot be sent.</summary>
    public string? LinkId { get; init; }

    /// <summary>When the link or the code expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The code to log in with.</summary>
    public string? Code { get; init; }

    /// <summary>The current address of the account.</summary>
    public string? Email { get; init; }

    /// <summary>The network that opened the session.</summary>
    public string? Network { get; init; }

    /// <summary>The browser that opened the session; null if it is unknown.</summary>
    public string? Browser { get; init; }

    /// <summary>The operating system of the browser; null if it is unknown.</summary>
    public string? System { get; init; }

    /// <summary>The time of the event that the email is about.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The start page of the app.</summary>
    public string Home { get; init; } = "";

    /// <summary>The page that requests a link to reset the password.</summary>
    public string ForgottenPassword { get; init; } = "";

    /// <summary>Shows only the kind, because addresses, links and codes must not reach a log.</summary>
    public override string ToString() => $"{nameof(EmailModel)} {{ {nameof(Kind)} = {Kind} }}";
}
