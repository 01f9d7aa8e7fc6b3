using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>What accounts may do.</summary>
public interface IRightsReader
{
    /// <summary>The account as it is now, to be looked at only, with its own permissions and those of its groups; null when there is none.</summary>
    Task<Rights?> ReadAsync(Guid userId, CancellationToken cancellationToken);
}

/// <summary>An account and what it may do.</summary>
/// <param name="User">The account.</param>
/// <param name="Groups">Its groups, by name.</param>
/// <param name="Permissions">Its own permissions and those of its groups.</param>
public sealed record Rights(User User, IReadOnlyList<Group> Groups, PermissionSet Permissions)
{
    /// <summary>What the account may do in effect: a superuser everything.</summary>
    public PermissionSet Effective() => User.IsSuperuser ? PermissionSet.Of(Domain.Accounts.Permissions.All) : Permissions;
}
