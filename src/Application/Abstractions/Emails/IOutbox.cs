using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.Abstractions.Emails;

/// <summary>The emails that are still to be sent.</summary>
public interface IOutbox
{
    /// <summary>Adds an email to the unit of work; it is stored by <c>SaveChangesAsync</c>, together with the change that causes it.</summary>
    void Add(OutgoingEmail email);

    /// <summary>Stores at once that the first attempt to send an email begins. A later attempt changes nothing.</summary>
    Task BeginAttemptAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Reads an email, read-only; null when it was sent or deleted.</summary>
    Task<OutgoingEmail?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Deletes the emails of a kind about an account that were created after a time, within the current transaction.</summary>
    Task DeleteCreatedAfterAsync(Guid userId, EmailKind kind, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the emails about an account that go to another address, within the current transaction. It keeps those about a change of
    /// the address, and those that go to the address that the account has when they are sent.
    /// </summary>
    Task DeleteForOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken);

    /// <summary>Deletes the emails about an account that would have a link, within the current transaction.</summary>
    Task DeleteWithLinksAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Makes all emails due that were given up, and returns their number.</summary>
    Task<int> RetryGivenUpAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
