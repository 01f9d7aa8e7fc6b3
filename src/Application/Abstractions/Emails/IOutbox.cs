using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.Abstractions.Emails;

/// <summary>The messages that are still to be sent.</summary>
public interface IOutbox
{
    /// <summary>Adds a message to the next save: it is sent if, and only if, what caused it is saved.</summary>
    void Add(OutgoingEmail mail);

    /// <summary>Notes at once that an attempt to send a message begins; from then on it is one that <see cref="OutgoingEmail.WasTried"/>.</summary>
    Task BeginAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>A message, to be looked at only; null once it is sent.</summary>
    Task<OutgoingEmail?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Deletes the messages of a kind about an account that are later than a time, within the transaction that is under way.</summary>
    Task DeleteLaterAsync(Guid userId, EmailKind kind, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the messages about an account that go to other addresses than this one, within the transaction that is under way. Those about
    /// a change of the address stay, and those that go wherever the account is when they are sent.
    /// </summary>
    Task DeleteToOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken);

    /// <summary>Deletes the messages about an account that would carry a link, within the transaction that is under way.</summary>
    Task DeleteWithLinksAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Has all messages tried again that were given up; answers how many.</summary>
    Task<int> RetryGivenUpAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
