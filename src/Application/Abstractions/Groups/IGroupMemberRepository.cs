namespace CleanAuth.Application.Abstractions.Groups;

/// <summary>The memberships of accounts in groups.</summary>
public interface IGroupMemberRepository
{
    /// <summary>Returns the given ids that no group has.</summary>
    Task<IReadOnlyList<Guid>> FindUnknownGroupsAsync(IReadOnlyCollection<Guid> groupIds, CancellationToken cancellationToken);

    /// <summary>Replaces the groups of an account. Added to the unit of work.</summary>
    Task ReplaceAsync(Guid userId, IReadOnlyCollection<Guid> groupIds, CancellationToken cancellationToken);
}
