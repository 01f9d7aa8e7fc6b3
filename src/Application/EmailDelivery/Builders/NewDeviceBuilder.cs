using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Notifies the owner of a login from a new device. The link ends that session.</summary>
internal sealed class NewDeviceBuilder(
    ISessionHistory sessions,
    EmailRateLimiter limiter,
    EmailModelFactory models,
    AccountOptions options,
    TimeProvider clock) : IEmailBuilder
{
    public EmailKind Kind => EmailKind.NewDevice;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken)
    {
        if (user is not { IsActive: true }
            || await sessions.ReadAsync(Guid.Parse(email.Subject!), clock.GetUtcNow(), cancellationToken) is not { Session: { } session }
            || !await limiter.TryCountNoticeAsync(email, user, cancellationToken))
        {
            return null;
        }

        return models.CreateWithLink(email, user, LinkPurpose.ReportSession, user.Email, options.UndoLifetime) with
        {
            Network = session.Network,
            Browser = KnownBrowsers.BrowserIn(session.UserAgent),
            System = KnownBrowsers.SystemIn(session.UserAgent),
            At = session.OpenedAt,
        };
    }
}
