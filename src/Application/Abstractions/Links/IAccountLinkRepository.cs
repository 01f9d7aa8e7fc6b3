using CleanAuth.Domain.Links;

namespace CleanAuth.Application.Abstractions.Links;

/// <summary>The links that are out.</summary>
public interface IAccountLinkRepository
{
    /// <summary>Adds a link to the next save.</summary>
    void Add(AccountLink link);

    /// <summary>A link that has not been used, to be looked at only.</summary>
    Task<AccountLink?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>The last link of an account about a thing that has not been used, to be looked at only.</summary>
    Task<AccountLink?> ReadLatestAsync(Guid userId, LinkPurpose purpose, string subject, CancellationToken cancellationToken);

    /// <summary>
    /// The unused links for a purpose that the account got since a time, void ones too, either those requested from known networks or
    /// the others; to be looked at only.
    /// </summary>
    Task<IReadOnlyList<AccountLink>> ReadRecentAsync(
        Guid userId,
        LinkPurpose purpose,
        bool isFromKnownNetwork,
        DateTimeOffset since,
        CancellationToken cancellationToken);

    /// <summary>Uses a link up, within the transaction that is under way; of any number of callers one gets true.</summary>
    Task<bool> TryUseAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes the later links for the purpose and the account of a link, within the transaction that is under way.</summary>
    Task DeleteLaterAsync(AccountLink link, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the links of an account that were sent to other addresses than this one, within the transaction that is under way. Those
    /// that undo a change of the address stay.
    /// </summary>
    Task DeleteOfOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken);

    /// <summary>Deletes all links of an account, within the transaction that is under way.</summary>
    Task DeleteAllAsync(Guid userId, CancellationToken cancellationToken);
}
