using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Users.ChangeRights;

/// <summary>The effect of a change of rights.</summary>
/// <param name="Grants">Whether the account gains effective rights.</param>
/// <param name="Revokes">Whether the account loses effective rights.</param>
internal sealed record RightsChange(bool Grants, bool Revokes)
{
    private const string Staff = "staff";
    private const string Everything = "everything";

    /// <summary>Compares the present rights of an account with the new ones.</summary>
    public static RightsChange Between(Rights before, ChangeRightsCommand after)
    {
        HashSet<string> old = Effective(
            before.User.IsStaff, before.User.IsSuperuser, before.Groups.Select(group => group.Id), before.User.Permissions.Names);
        HashSet<string> next = Effective(
            after.IsStaff is true, after.IsSuperuser is true, after.Groups!, PermissionSet.Create(after.UserPermissions!).Names);
        // A superuser has all rights and cannot gain more; an account that becomes a superuser cannot lose any.
        return new RightsChange(
            Grants: !old.Contains(Everything) && !next.IsSubsetOf(old),
            Revokes: !next.Contains(Everything) && !old.IsSubsetOf(next));
    }

    // Permissions and groups have an effect only for staff who are not superusers. A group counts as one right, because its
    // permissions can change at any time.
    private static HashSet<string> Effective(bool isStaff, bool isSuperuser, IEnumerable<Guid> groups, IEnumerable<string> permissions) =>
        (isStaff, isSuperuser) switch
        {
            (false, _) => [],
            (true, true) => [Staff, Everything],
            _ => [Staff, .. groups.Select(id => $"{id}"), .. permissions],
        };
}
