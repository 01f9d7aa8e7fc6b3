using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Groups;

/// <summary>The groups. A group is changed while its row is locked, so that no change is lost.</summary>
public interface IGroupRepository
{
    /// <summary>All groups by name, to be looked at only.</summary>
    Task<IReadOnlyList<SizedGroup>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>A group, to be looked at only.</summary>
    Task<SizedGroup?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many groups there are.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    void Add(Group group);

    /// <summary>A group to be changed or removed: its row is locked within the transaction that is under way.</summary>
    /// <param name="id">The group.</param>
    /// <param name="version">What <see cref="EntityVersion"/> it must have; null for any.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="NotFoundException">There is no such group.</exception>
    /// <exception cref="VersionMismatchException">It was changed since that version.</exception>
    Task<Group> LockAsync(Guid id, string? version, CancellationToken cancellationToken);

    /// <summary>Deletes a group with the next save; its members lose its permissions.</summary>
    void Remove(Group group);
}

/// <summary>A group and how many accounts are in it.</summary>
public sealed record SizedGroup(Group Group, int Members);
