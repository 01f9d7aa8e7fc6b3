using System.Reflection;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin;

/// <summary>Lets staff only do what is for staff, and tells the use case who it is done for.</summary>
internal sealed class StaffBehavior<TRequest, TResponse>(IRightsReader rights, CurrentStaff staff) : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly string? Permission = typeof(TRequest).GetCustomAttribute<NeedsPermissionAttribute>()?.Permission;
    private static readonly bool NeedsSuperuser = typeof(TRequest).IsDefined(typeof(NeedsSuperuserAttribute));

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is IStaffRequest { CallerId: var callerId })
        {
            staff.Become(await AdmitAsync(callerId, cancellationToken));
        }

        return await next();
    }

    private async Task<StaffMember> AdmitAsync(Guid callerId, CancellationToken cancellationToken)
    {
        Rights? found = await rights.ReadAsync(callerId, cancellationToken);
        User user = (found?.User).MustBeActive();
        StaffMember member = new(user.Id, user.Username, user.IsSuperuser, found!.Permissions);
        bool isAdmitted = user.IsStaff
            && (!NeedsSuperuser || member.IsSuperuser)
            && (Permission is null || member.May(Permission));
        return isAdmitted ? member : throw new PermissionDeniedException();
    }
}
