using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>Creates the part of an email that all kinds share, and the link.</summary>
internal sealed class EmailModelFactory(IAccountLinkRepository links, SpaLinks spaLinks, TimeProvider clock)
{
    /// <summary>Creates an email about an account that no longer exists.</summary>
    public EmailModel CreateWithoutAccount(OutgoingEmail email) => Create(email, email.Email!, username: "", email.Language);

    public EmailModel Create(OutgoingEmail email, User user, string to) =>
        Create(email, to, user.Username, user.Language) with { Email = user.Email };

    /// <summary>Creates an email with a new link, which is added to the unit of work.</summary>
    /// <param name="email">The row of the outbox.</param>
    /// <param name="user">The account that the link is for.</param>
    /// <param name="purpose">The purpose of the link.</param>
    /// <param name="to">The recipient; the link is valid for this address only.</param>
    /// <param name="lifetime">How long the link is valid from now on.</param>
    /// <param name="createdAt">The creation time of the link; null for now. An undo link has the time of the change.</param>
    public EmailModel CreateWithLink(
        OutgoingEmail email,
        User user,
        LinkPurpose purpose,
        string to,
        TimeSpan lifetime,
        DateTimeOffset? createdAt = null)
    {
        DateTimeOffset now = clock.GetUtcNow();
        (AccountLink link, string secret) = AccountLink.Create(
            user, purpose, to, now + lifetime, createdAt ?? now, email.Subject, email.IsFromKnownNetwork, email.IsOfUnverifiedAddress);
        links.Add(link);
        return Create(email, user, to) with { Link = spaLinks.To(purpose, secret), LinkId = link.Id, ExpiresAt = link.ExpiresAt };
    }

    private EmailModel Create(OutgoingEmail email, string to, string username, string? language) => new(email.Kind, to, username, language)
    {
        At = email.CreatedAt,
        Home = spaLinks.Home,
        ForgottenPassword = spaLinks.ForgottenPassword,
    };
}
