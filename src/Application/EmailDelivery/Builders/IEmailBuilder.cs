using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Builds the emails of one kind.</summary>
internal interface IEmailBuilder
{
    EmailKind Kind { get; }

    /// <summary>
    /// Returns the email, or null if it must not be sent. Links and codes are added to the unit of work.
    /// </summary>
    /// <param name="email">The row of the outbox.</param>
    /// <param name="user">The account that the email is about, untracked; null if there is none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken);
}
