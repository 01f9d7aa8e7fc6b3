using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Admin.Users.BulkUpdateUsers;

/// <summary>What can be done to several accounts, done to one.</summary>
internal sealed class BulkUserActions(StaffUpdates changes, AccountActivation accountActivation, SessionTerminator sessionTerminator, TimeProvider clock)
{
    private const string Deactivate = "deactivate";
    private const string Activate = "activate";
    private const string EndSessions = "end_sessions";

    public static bool Exist(string? action) => action is Deactivate or Activate or EndSessions;

    /// <summary>The permission that it needs.</summary>
    public static string PermissionFor(string action) => action == EndSessions ? Permissions.EndSession : Permissions.DeactivateUser;

    /// <exception cref="AccountUnavailableException">The caller is deleted or deactivated.</exception>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="PermissionDeniedException">The caller lacks a right, or the account is on the staff and the caller no superuser.</exception>
    /// <exception cref="LastSuperuserException">Nobody would be left who may do everything.</exception>
    public Task RunAsync(IStaffRequest request, string action, Guid userId, CancellationToken cancellationToken) => changes.UpdateUserAsync(
        request,
        userId,
        version: null,
        (actor, user, token) =>
        {
            actor.MustHave(PermissionFor(action));
            return action == EndSessions
                ? sessionTerminator.LogOutEverywhereAsync(user, SessionEnd.RevokedByAdmin, clock.GetUtcNow(), token)
                : accountActivation.SetAsync(user, action == Activate, token);
        },
        cancellationToken);
}
