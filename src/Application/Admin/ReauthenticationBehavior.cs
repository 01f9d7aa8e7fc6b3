using MediatR;

namespace CleanAuth.Application.Admin;

/// <summary>Requires a recent login or the password of the caller, before the request is validated.</summary>
internal sealed class ReauthenticationBehavior<TRequest, TResponse>(StaffReauthentication reauthentication)
    : IPipelineBehavior<TRequest, TResponse>
{
    private static readonly bool IsNeeded = typeof(TRequest).IsDefined(typeof(NeedsReauthenticationAttribute), inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (IsNeeded)
        {
            await reauthentication.RequireAsync((IReauthenticatedRequest)request!, cancellationToken);
        }

        return await next();
    }
}
