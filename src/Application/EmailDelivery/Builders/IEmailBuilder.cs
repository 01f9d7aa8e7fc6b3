using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Builds the emails of one kind.</summary>
internal interface IEmailBuilder
{
    EmailKind Kind { get; }

    /// <summary>
    /// Returns the email, or null when it must not be sent. Links and codes are added to the unit of work and saved by
    /// <c>SaveChangesAsync</c>.
    /// </summary>
    /// <param name="email">The row of the outbox.</param>
    /// <param name="user">The account that the email is about, read-only; null when there is none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken);
}
