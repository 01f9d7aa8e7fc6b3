using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Admin.ActOnUsers;

/// <summary>What can be done to several accounts, done to one.</summary>
internal sealed class UserActions(
    IAccountChanges accounts,
    CurrentStaff staff,
    Activation activation,
    SessionEnding sessionEnding,
    TimeProvider clock)
{
    private const string Deactivate = "deactivate";
    private const string Activate = "activate";
    private const string EndSessions = "end_sessions";

    public static bool Exist(string? action) => action is Deactivate or Activate or EndSessions;

    /// <summary>The permission that it needs.</summary>
    public static string PermissionFor(string action) => action == EndSessions ? Permissions.EndSession : Permissions.DeactivateUser;

    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="PermissionDeniedException">It is somebody's on the staff.</exception>
    /// <exception cref="LastSuperuserException">Nobody would be left who may do everything.</exception>
    public Task RunAsync(string action, Guid userId, CancellationToken cancellationToken) => accounts.ChangeAsync(
        userId,
        version: null,
        (user, token) =>
        {
            staff.Member.MustBeAbove(user);
            return action == EndSessions
                ? sessionEnding.LogOutEverywhereAsync(user, SessionEnd.RevokedByAdmin, clock.GetUtcNow(), token)
                : activation.SetAsync(user, action == Activate, token);
        },
        cancellationToken);
}
