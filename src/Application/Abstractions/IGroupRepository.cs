using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions;

/// <summary>The groups. What is changed is changed while its row is held, so that no change is lost.</summary>
public interface IGroupRepository
{
    /// <summary>All groups by name, to be looked at only.</summary>
    Task<IReadOnlyList<SizedGroup>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>A group, to be looked at only.</summary>
    Task<SizedGroup?> ReadAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many groups there are.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    void Add(Group group);

    /// <summary>Changes a group, and saves it with all else that the change adds.</summary>
    /// <param name="id">The group.</param>
    /// <param name="version">What <see cref="EntityVersion"/> it must have; null for any.</param>
    /// <param name="change">Makes the change. It may run more than once.</param>
    /// <param name="cancellationToken">Stops it; nothing is then changed, unless that was being committed.</param>
    /// <exception cref="NotFoundException">There is no such group.</exception>
    /// <exception cref="VersionMismatchException">It was changed since that version.</exception>
    /// <exception cref="InvalidInputException">The name belongs to another group.</exception>
    Task ChangeAsync(Guid id, string? version, Action<Group> change, CancellationToken cancellationToken);

    /// <summary>Deletes a group, with all else that <paramref name="note"/> adds; its members lose its permissions.</summary>
    /// <exception cref="NotFoundException">There is no such group.</exception>
    /// <exception cref="VersionMismatchException">It was changed since that version.</exception>
    Task RemoveAsync(Guid id, string? version, Action note, CancellationToken cancellationToken);
}

/// <summary>A group and how many accounts are in it.</summary>
public sealed record SizedGroup(Group Group, int Members);
