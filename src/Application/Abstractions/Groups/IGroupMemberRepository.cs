namespace CleanAuth.Application.Abstractions.Groups;

/// <summary>Which accounts are in which groups.</summary>
public interface IGroupMemberRepository
{
    /// <summary>Those of the ids that no group has.</summary>
    Task<IReadOnlyList<Guid>> FindUnknownGroupsAsync(IReadOnlyCollection<Guid> groupIds, CancellationToken cancellationToken);

    /// <summary>Puts an account into these groups and out of all others, with the next save.</summary>
    Task ReplaceAsync(Guid userId, IReadOnlyCollection<Guid> groupIds, CancellationToken cancellationToken);
}
