using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Abstractions.Throttling;

/// <summary>The attempt counters, shared by all instances.</summary>
public interface IAttemptCounterRepository
{
    /// <summary>Returns the counters that exist, untracked.</summary>
    Task<IReadOnlyList<AttemptCounter>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the counters of an address that exist, untracked, each with whether its last login was to the account that has the
    /// address now: another account may have had it before.
    /// </summary>
    Task<IReadOnlyList<LoginCounter>> ReadAsync(string email, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces <paramref name="seen"/> by <paramref name="counted"/>. False when another value is stored by now, which is the result
    /// for all concurrent callers but one.
    /// </summary>
    Task<bool> TryReplaceAsync(AttemptCounter seen, AttemptCounter counted, CancellationToken cancellationToken);

    /// <summary>Adds the present values of a stored counter to the unit of work.</summary>
    void Update(AttemptCounter counter);

    /// <summary>Deletes the known networks of an account, in the current transaction.</summary>
    Task DeleteKnownNetworksAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>Deletes the known networks of an account except that of one counter, in the current transaction.</summary>
    Task DeleteOtherKnownNetworksAsync(Guid userId, string? keptId, CancellationToken cancellationToken);

    /// <summary>Subtracts one attempt from each of these counters.</summary>
    Task RefundAttemptsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>A counter, and whether its last login was to the account that has the address now.</summary>
public sealed record LoginCounter(AttemptCounter Counter, bool BelongsToAccount);
