using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Admin.Users.BulkUpdateUsers;

/// <summary>Applies a bulk action to one account.</summary>
internal sealed class BulkUserActions(
    StaffUpdates staffUpdates,
    AccountActivation accountActivation,
    SessionTerminator sessionTerminator,
    TimeProvider clock)
{
    private const string Deactivate = "deactivate";
    private const string Activate = "activate";
    private const string EndSessions = "end_sessions";

    public static bool Exists(string? action) => action is Deactivate or Activate or EndSessions;

    /// <summary>Returns the permission that the action needs.</summary>
    public static string PermissionFor(string action) => action == EndSessions ? Permissions.EndSession : Permissions.DeactivateUser;

    /// <exception cref="AccountUnavailableException">The caller is deleted or deactivated.</exception>
    /// <exception cref="NotFoundException">The account does not exist.</exception>
    /// <exception cref="PermissionDeniedException">
    /// The caller lacks a right, or the account is staff and the caller is not a superuser.
    /// </exception>
    /// <exception cref="LastSuperuserException">No active superuser would be left.</exception>
    public Task RunAsync(IStaffRequest request, string action, Guid userId, CancellationToken cancellationToken)
    {
        return staffUpdates.UpdateUserAsync(request, userId, version: null, ApplyAsync, cancellationToken);

        Task ApplyAsync(StaffMember actor, User user, CancellationToken token)
        {
            actor.MustHave(PermissionFor(action));
            return action == EndSessions
                ? sessionTerminator.EndAllAsync(user, SessionEndReason.RevokedByAdmin, clock.GetUtcNow(), token)
                : accountActivation.SetAsync(user, action == Activate, token);
        }
    }
}
