using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>Letters to try templates with.</summary>
internal static class SampleEmails
{
    /// <summary>One that says all that a letter can say.</summary>
    public static EmailModel Full(EmailKind kind, string? language) => Bare(kind, language) with
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

    /// <summary>One that says only what every letter says.</summary>
    public static EmailModel Bare(EmailKind kind, string? language) => new(kind, "ada@example.com", Username: "", language)
    {
        At = DateTimeOffset.UnixEpoch,
        Home = "https://app.example.com/",
        ForgottenPassword = "https://app.example.com/forgot-password",
    };
}
