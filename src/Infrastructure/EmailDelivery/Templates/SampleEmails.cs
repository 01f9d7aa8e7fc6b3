using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>Emails that templates are tested with.</summary>
internal static class SampleEmails
{
    /// <summary>An email with all values.</summary>
    public static EmailModel Full(EmailKind kind, string? language) => Minimal(kind, language) with
    {
        Username = "ada",
        Link = "https://app.example.com/page#token=0123456789",
        ExpiresAt = DateTimeOffset.UnixEpoch,
        Code = "K7MW4QXD",
        Email = "ada@example.com",
        Network = "192.0.2.7",
        Browser = "Firefox",
        System = "Windows",
    };

    /// <summary>An email with the values that every email has.</summary>
    public static EmailModel Minimal(EmailKind kind, string? language) => new(kind, "ada@example.com", Username: "", language)
    {
        At = DateTimeOffset.UnixEpoch,
        Home = "https://app.example.com/",
        ForgottenPassword = "https://app.example.com/forgot-password",
    };
}
