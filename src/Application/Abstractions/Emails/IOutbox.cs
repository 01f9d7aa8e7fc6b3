using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.Abstractions.Emails;

/// <summary>The emails that are still to be sent.</summary>
public interface IOutbox
{
    /// <summary>Adds an email to the unit of work, so that the email is saved together with the change that causes it.</summary>
    void Add(OutgoingEmail email);

    /// <summary>Stores the start of the first attempt to send an email, in its own transaction. Later calls change nothing.</summary>
    Task BeginAttemptAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns an email, untracked; null if it was sent or deleted.</summary>
    Task<OutgoingEmail?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Deletes the emails of a kind about an account that were created after a time, in the current transaction.</summary>
    Task DeleteCreatedAfterAsync(Guid userId, EmailKind kind, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the emails about an account that go to a fixed address other than <paramref name="email"/>, in the current transaction.
    /// It keeps notices about email changes.
    /// </summary>
    Task DeleteForOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken);

    /// <summary>Deletes the emails about an account that will contain a link, in the current transaction.</summary>
    Task DeleteWithLinksAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Makes all emails due again that have no next attempt. Returns their number.</summary>
    Task<int> RetryGivenUpAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
