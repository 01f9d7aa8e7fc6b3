using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class RightsReader(AuthDbContext context) : IRightsReader
{
    public async Task<Rights?> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        // One statement, so that the account and its groups are from the same moment.
        var rows = await (
            from user in context.Users.AsNoTracking()
            where user.Id == userId
            from member in context.GroupMembers.Where(member => member.UserId == user.Id).DefaultIfEmpty()
            from grp in context.Groups.Where(grp => grp.Id == member.GroupId).DefaultIfEmpty()
            orderby grp.NormalizedName
            select new { User = user, Group = grp }).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        User found = rows[0].User;
        Group[] groups = [.. rows.Select(row => row.Group).OfType<Group>()];
        return new Rights(
            found,
            groups,
            PermissionSet.Create(groups.SelectMany(group => group.Permissions.Names).Concat(found.Permissions.Names)));
    }
}
