using CleanAuth.Domain.Links;

namespace CleanAuth.Application.Abstractions.Links;

/// <summary>The links that were sent and not redeemed yet.</summary>
public interface IAccountLinkRepository
{
    /// <summary>Adds a link to the unit of work.</summary>
    void Add(AccountLink link);

    /// <summary>Returns a link that has not been redeemed, untracked.</summary>
    Task<AccountLink?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Returns the latest unredeemed link of an account for a purpose and subject, untracked.</summary>
    Task<AccountLink?> ReadLatestAsync(Guid userId, LinkPurpose purpose, string subject, CancellationToken cancellationToken);

    /// <summary>
    /// The unused links for a purpose that the account got since a time, void ones too, either those requested from known networks or
    /// the others; untracked.
    /// </summary>
    Task<IReadOnlyList<AccountLink>> ReadRecentAsync(
        Guid userId,
        LinkPurpose purpose,
        bool isFromKnownNetwork,
        DateTimeOffset since,
        CancellationToken cancellationToken);

    /// <summary>Redeems a link in the current transaction. Only one of concurrent callers gets true.</summary>
    Task<bool> TryRedeemAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes the later links for the purpose and the account of a link in the current transaction.</summary>
    Task DeleteCreatedAfterAsync(AccountLink link, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the links of an account that were sent to other addresses, in the current transaction.
    /// Links that undo an email change stay.
    /// </summary>
    Task DeleteForOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken);

    /// <summary>Deletes all links of an account in the current transaction.</summary>
    Task DeleteAllAsync(Guid userId, CancellationToken cancellationToken);
}
