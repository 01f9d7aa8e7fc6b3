using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class GroupRepository(AuthDbContext context) : IGroupRepository
{
    public async Task<IReadOnlyList<SizedGroup>> ReadAllAsync(CancellationToken cancellationToken) =>
        await Sized(context.Groups.OrderBy(group => group.NormalizedName)).ToListAsync(cancellationToken);

    public Task<SizedGroup?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        Sized(context.Groups.Where(group => group.Id == id)).FirstOrDefaultAsync(cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => context.Groups.CountAsync(cancellationToken);

    public void Add(Group group) => context.Groups.Add(group);

    public Task ChangeAsync(Guid id, string? version, Action<Group> change, CancellationToken cancellationToken) =>
        HoldAsync(id, version, change, cancellationToken);

    public Task RemoveAsync(Guid id, string? version, Action note, CancellationToken cancellationToken) => HoldAsync(
        id,
        version,
        group =>
        {
            context.Groups.Remove(group);
            note();
        },
        cancellationToken);

    private IQueryable<SizedGroup> Sized(IQueryable<Group> groups) => groups.AsNoTracking()
        .Select(group => new SizedGroup(group, context.GroupMembers.Count(member => member.GroupId == group.Id)));

    private Task<bool> HoldAsync(Guid id, string? version, Action<Group> work, CancellationToken cancellationToken) => context.WriteOnRecordAsync(
        async token =>
        {
            await context.Groups.Where(group => group.Id == id).HoldAsync(group => group.Name, token);
            Group group = await context.Groups.FirstOrDefaultAsync(row => row.Id == id, token) ?? throw new NotFoundException();
            if (version is not null && version != EntityVersion.Of(group.UpdatedAt))
            {
                throw new VersionMismatchException();
            }

            work(group);
            await context.SaveAsync(token);
            return true;
        },
        tell: null,
        cancellationToken);
}
