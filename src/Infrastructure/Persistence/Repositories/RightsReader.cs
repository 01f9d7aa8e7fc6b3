using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class RightsReader(AuthDbContext context) : IRightsReader
{
    public async Task<Rights?> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        var found = await (
            from user in context.Users.AsNoTracking()
            where user.Id == userId
            select new
            {
                User = user,
                Groups = (
                    from member in context.GroupMembers
                    join grp in context.Groups on member.GroupId equals grp.Id
                    where member.UserId == userId
                    orderby grp.NormalizedName
                    select grp).ToList(),
            }).AsSingleQuery().FirstOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : new Rights(
                found.User,
                found.Groups,
                PermissionSet.Of(found.Groups.SelectMany(group => group.Permissions.Names).Concat(found.User.Permissions.Names)));
    }
}
