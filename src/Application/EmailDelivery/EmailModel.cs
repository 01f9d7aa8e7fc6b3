using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>What a message says, before a template puts it into words.</summary>
/// <param name="Kind">Which templates it takes.</param>
/// <param name="To">The address that it goes to.</param>
/// <param name="Username">Whose account it is about.</param>
/// <param name="Language">A BCP 47 tag; null for the default.</param>
public sealed record EmailModel(EmailKind Kind, string To, string Username, string? Language)
{
    /// <summary>The link to follow. It is good once, for whoever has it.</summary>
    public string? Link { get; init; }

    /// <summary>What the link is stored under, for whoever takes it back because the letter did not go out.</summary>
    public string? LinkId { get; init; }

    /// <summary>When the link or the code stops being good.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The code to log in with.</summary>
    public string? Code { get; init; }

    /// <summary>The address of the account now.</summary>
    public string? Email { get; init; }

    /// <summary>The network that a session was opened from.</summary>
    public string? Network { get; init; }

    /// <summary>The browser that a session was opened with; null when it is unknown.</summary>
    public string? Browser { get; init; }

    /// <summary>The operating system of that browser; null when it is unknown.</summary>
    public string? System { get; init; }

    /// <summary>When that which it tells of happened.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The start page of the app.</summary>
    public string Home { get; init; } = "";

    /// <summary>The page that asks for another password.</summary>
    public string ForgottenPassword { get; init; } = "";

    /// <summary>The kind only: addresses, links and codes do not belong in a log.</summary>
    public override string ToString() => $"{nameof(EmailModel)} {{ {nameof(Kind)} = {Kind} }}";
}
