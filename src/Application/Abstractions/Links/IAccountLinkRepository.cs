using CleanAuth.Domain.Links;

namespace CleanAuth.Application.Abstractions.Links;

/// <summary>The links that are not redeemed.</summary>
public interface IAccountLinkRepository
{
    /// <summary>Adds a link to the unit of work.</summary>
    void Add(AccountLink link);

    /// <summary>Returns a link, untracked; null if it does not exist or was redeemed.</summary>
    Task<AccountLink?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Returns the latest link of an account for a purpose and a subject, untracked.</summary>
    Task<AccountLink?> ReadLatestAsync(Guid userId, LinkPurpose purpose, string subject, CancellationToken cancellationToken);

    /// <summary>Returns the links of an account for a purpose that were created since a time, including void links; untracked.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="purpose">The purpose.</param>
    /// <param name="isFromKnownNetwork">Whether to return the links that were requested from known networks, or all others.</param>
    /// <param name="since">The earliest time of creation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<AccountLink>> ReadRecentAsync(
        Guid userId,
        LinkPurpose purpose,
        bool isFromKnownNetwork,
        DateTimeOffset since,
        CancellationToken cancellationToken);

    /// <summary>Redeems a link in the current transaction. Returns true for only one of several concurrent callers.</summary>
    Task<bool> TryRedeemAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes the links of the same account and purpose that were created after this link, in the current transaction.</summary>
    Task DeleteCreatedAfterAsync(AccountLink link, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the links of an account that were sent to other addresses, in the current transaction.
    /// Links that undo an email change stay.
    /// </summary>
    Task DeleteForOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken);

    /// <summary>Deletes all links of an account in the current transaction.</summary>
    Task DeleteAllAsync(Guid userId, CancellationToken cancellationToken);
}
