using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Abstractions.Throttling;

/// <summary>What is remembered of logins, shared by all instances.</summary>
public interface IAttemptCounterRepository
{
    /// <summary>The records that there are, to be looked at only.</summary>
    Task<IReadOnlyList<AttemptCounter>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// The records of an address that there are, to be looked at only, each with whether its last login was to the account that has the
    /// address now: another account may have had it before.
    /// </summary>
    Task<IReadOnlyList<AttemptCounterOfAddress>> ReadAsync(string email, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="counted"/> in the place of <paramref name="seen"/>; false when that is not what is stored (any
    /// more), which is so for all callers with the same view but one.
    /// </summary>
    Task<bool> TryReplaceAsync(AttemptCounter seen, AttemptCounter counted, CancellationToken cancellationToken);

    /// <summary>Adds a stored record as it is now to the next save.</summary>
    void Update(AttemptCounter record);

    /// <summary>Forgets the networks where an account logged in, within the transaction that is under way.</summary>
    Task ForgetAsync(Guid userId, CancellationToken cancellationToken);

    /// <summary>The same, but for the network of one record.</summary>
    Task ForgetOthersAsync(Guid userId, string? keptId, CancellationToken cancellationToken);

    /// <summary>Takes one try off each of these records.</summary>
    Task TakeBackTriesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);
}

/// <summary>A record, and whether its last login was to the account that has the address now.</summary>
public sealed record AttemptCounterOfAddress(AttemptCounter Record, bool IsOfAccount);
