using System.Collections.Concurrent;
using System.Reflection;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin;

/// <summary>
/// Reads the present rights of the caller of a staff request, and refuses a caller who lacks a right that the request needs.
/// Rights can be revoked during a request, so they are checked at its start and again where they are used.
/// </summary>
internal sealed class StaffAuthorization(IRightsReader rights, CurrentStaff staff)
{
    private static readonly ConcurrentDictionary<Type, (string? Permission, bool NeedsSuperuser)> Needs = [];

    /// <summary>Returns the caller with their present rights, and sets <see cref="CurrentStaff"/>.</summary>
    /// <exception cref="AccountUnavailableException">The caller is deleted or deactivated.</exception>
    /// <exception cref="PermissionDeniedException">The caller is not staff, or lacks a right that the request needs.</exception>
    public async Task<StaffMember> AuthorizeAsync(IStaffRequest request, CancellationToken cancellationToken)
    {
        (string? permission, bool needsSuperuser) = Needs.GetOrAdd(request.GetType(), ReadNeeds);
        Rights? found = await rights.ReadAsync(request.CallerId, cancellationToken);
        User user = (found?.User).MustBeActive();
        StaffMember member = new(user.Id, user.Username, user.IsSuperuser, found!.Permissions);
        if (!user.IsStaff || (needsSuperuser && !member.IsSuperuser) || (permission is not null && !member.HasPermission(permission)))
        {
            throw new PermissionDeniedException();
        }

        staff.Set(member);
        return member;
    }

    private static (string? Permission, bool NeedsSuperuser) ReadNeeds(Type request) => (
        request.GetCustomAttribute<NeedsPermissionAttribute>()?.Permission,
        request.IsDefined(typeof(NeedsSuperuserAttribute)));
}
