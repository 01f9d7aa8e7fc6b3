using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Abstractions.Throttling;

/// <summary>The attempt counters, which all instances share.</summary>
public interface IAttemptCounterRepository
{
    /// <summary>Returns the counters that exist, untracked.</summary>
    Task<IReadOnlyList<AttemptCounter>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the counters of logins at an address that exist, untracked. Another account may have had the address before, so each counter
    /// says whether its last login was to the present account.
    /// </summary>
    Task<IReadOnlyList<LoginCounter>> ReadAsync(
        string email,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken);

    /// <summary>
    /// Stores <paramref name="updated"/> if the stored counter still equals <paramref name="current"/> (compare-and-swap). Returns false
    /// otherwise, so that only one of several concurrent callers gets true.
    /// </summary>
    Task<bool> TryReplaceAsync(AttemptCounter current, AttemptCounter updated, CancellationToken cancellationToken);

    /// <summary>Marks a stored counter as changed in the unit of work.</summary>
    void Update(AttemptCounter counter);

    /// <summary>Deletes the known networks of an account in the current transaction.</summary>
    Task DeleteKnownNetworksAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Deletes the known networks of an account in the current transaction, except the network of one counter.</summary>
    Task DeleteOtherKnownNetworksAsync(Guid userId, string? keptId, CancellationToken cancellationToken);

    /// <summary>Subtracts one attempt from each of these counters.</summary>
    Task RefundAttemptsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>A counter of logins, and whether its last login was to the account that has the address now.</summary>
public sealed record LoginCounter(AttemptCounter Counter, bool BelongsToAccount);
