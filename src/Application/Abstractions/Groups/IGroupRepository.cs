using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Groups;

/// <summary>The groups. Lock the row of a group before a change, so that no concurrent update is lost.</summary>
public interface IGroupRepository
{
    /// <summary>Returns all groups by name, untracked.</summary>
    Task<IReadOnlyList<GroupWithMemberCount>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Returns a group, untracked.</summary>
    Task<GroupWithMemberCount?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Returns the number of groups.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    void Add(Group group);

    /// <summary>Locks the row of a group in the current transaction, and returns the group, tracked.</summary>
    /// <param name="id">The group.</param>
    /// <param name="version">The expected <see cref="EntityVersion"/>; null for any.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="NotFoundException">The group does not exist.</exception>
    /// <exception cref="VersionMismatchException">The group has changed since that version.</exception>
    Task<Group> LockAsync(Guid id, string? version, CancellationToken cancellationToken);

    /// <summary>Removes a group; its members lose its permissions. Added to the unit of work.</summary>
    void Remove(Group group);
}

/// <summary>A group and the number of its members.</summary>
public sealed record GroupWithMemberCount(Group Group, int Members);
