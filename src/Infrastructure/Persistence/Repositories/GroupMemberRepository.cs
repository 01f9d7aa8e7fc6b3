using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class GroupMemberRepository(AuthDbContext context) : IGroupMemberRepository
{
    public async Task<IReadOnlyList<Guid>> FindUnknownGroupsAsync(
        IReadOnlyCollection<Guid> groupIds,
        CancellationToken cancellationToken)
    {
        List<Guid> known = await context.Groups
            .Where(group => groupIds.Contains(group.Id))
            .Select(group => group.Id)
            .ToListAsync(cancellationToken);
        return [.. groupIds.Except(known)];
    }

    public async Task ReplaceAsync(Guid userId, IReadOnlyCollection<Guid> groupIds, CancellationToken cancellationToken)
    {
        List<GroupMember> present = await context.GroupMembers.Where(member => member.UserId == userId).ToListAsync(cancellationToken);
        context.GroupMembers.RemoveRange(present.Where(member => !groupIds.Contains(member.GroupId)));
        context.GroupMembers.AddRange(groupIds
            .Except(present.Select(member => member.GroupId))
            .Select(groupId => GroupMember.Create(userId, groupId)));
    }
}
