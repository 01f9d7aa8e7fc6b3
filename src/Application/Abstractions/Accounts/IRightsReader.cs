using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Reads rights: whether an account is staff or superuser, its groups and its permissions.</summary>
public interface IRightsReader
{
    /// <summary>Returns the present rights of an account, untracked; null if the account does not exist.</summary>
    Task<Rights?> ReadAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>The rights of an account.</summary>
/// <param name="User">The account.</param>
/// <param name="Groups">The groups of the account, by name.</param>
/// <param name="Permissions">The permissions of the account and of its groups.</param>
public sealed record Rights(User User, IReadOnlyList<Group> Groups, PermissionSet Permissions)
{
    /// <summary>Returns the effective permissions. A superuser has all permissions.</summary>
    public PermissionSet Effective() => User.IsSuperuser ? PermissionSet.Create(Domain.Accounts.Permissions.All) : Permissions;
}
