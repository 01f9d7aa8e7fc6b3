using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Users.ChangeRights;

/// <summary>The effect of a change of rights: whether it adds effective rights, and whether it removes some.</summary>
/// <param name="Grants">Whether the account may do more than before.</param>
/// <param name="Revokes">Whether the account may do less than before.</param>
internal sealed record RightsChange(bool Grants, bool Revokes)
{
    private const string Staff = "staff";
    private const string Everything = "everything";

    /// <summary>Compares the rights of an account with those that it shall have.</summary>
    public static RightsChange Between(Rights before, ChangeRightsCommand after)
    {
        HashSet<string> old = Effective(
            before.User.IsStaff, before.User.IsSuperuser, before.Groups.Select(group => group.Id), before.User.Permissions.Names);
        HashSet<string> next = Effective(
            after.IsStaff is true, after.IsSuperuser is true, after.Groups!, PermissionSet.Of(after.UserPermissions!).Names);
        return new RightsChange(
            Grants: !old.Contains(Everything) && !next.IsSubsetOf(old),
            Revokes: !next.Contains(Everything) && !old.IsSubsetOf(next));
    }

    // Permissions and groups count on the staff only, and for a superuser they add nothing. The permissions of a group count as
    // one right: they can change at any time.
    private static HashSet<string> Effective(bool isStaff, bool isSuperuser, IEnumerable<Guid> groups, IEnumerable<string> permissions) =>
        (isStaff, isSuperuser) switch
        {
            (false, _) => [],
            (true, true) => [Staff, Everything],
            _ => [Staff, .. groups.Select(id => $"{id}"), .. permissions],
        };
}
