using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Mvc;

/// <summary>Responses without a body, for requests that return nothing.</summary>
internal static class ResultExtensions
{
    /// <summary>Returns 204 after the request is handled.</summary>
    public static async Task<NoContentResult> ToNoContent(this Task<Unit> request)
    {
        await request;
        return new NoContentResult();
    }

    /// <summary>Returns 202 after the request is handled, so that the response does not show whether an email was sent.</summary>
    public static async Task<StatusCodeResult> ToAccepted(this Task<Unit> request)
    {
        await request;
        return new StatusCodeResult(StatusCodes.Status202Accepted);
    }
}
