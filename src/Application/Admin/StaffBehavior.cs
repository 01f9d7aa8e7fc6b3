using MediatR;

namespace CleanAuth.Application.Admin;

/// <summary>Refuses staff requests of callers who may not make them, before reauthentication and validation.</summary>
internal sealed class StaffBehavior<TRequest, TResponse>(StaffAuthorization authorization) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is IStaffRequest staffRequest)
        {
            await authorization.AuthorizeAsync(staffRequest, cancellationToken);
        }

        return await next();
    }
}
