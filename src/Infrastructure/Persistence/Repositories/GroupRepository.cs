using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Persistence.Locks;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class GroupRepository(AuthDbContext context) : IGroupRepository
{
    public async Task<IReadOnlyList<GroupWithMemberCount>> ReadAllAsync(CancellationToken cancellationToken) =>
        await Sized(context.Groups.OrderBy(group => group.NormalizedName)).ToListAsync(cancellationToken);

    public Task<GroupWithMemberCount?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        Sized(context.Groups.Where(group => group.Id == id)).FirstOrDefaultAsync(cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => context.Groups.CountAsync(cancellationToken);

    public void Add(Group group) => context.Groups.Add(group);

    public async Task<Group> LockAsync(Guid id, string? version, CancellationToken cancellationToken)
    {
        await context.Groups.Where(group => group.Id == id).LockAsync(group => group.Name, cancellationToken);
        Group group = await context.Groups.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new NotFoundException();
        return version is null || version == EntityVersion.Of(group.UpdatedAt) ? group : throw new VersionMismatchException();
    }

    public void Remove(Group group) => context.Groups.Remove(group);

    private IQueryable<GroupWithMemberCount> Sized(IQueryable<Group> groups) => groups.AsNoTracking()
        .Select(group => new GroupWithMemberCount(group, context.GroupMembers.Count(member => member.GroupId == group.Id)));
}
