using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi;

internal static class AcceptedExtensions
{
    /// <summary>202 once the request is handled, without a body: there is nothing that the caller may know.</summary>
    public static async Task<StatusCodeResult> ToAccepted(this Task<Unit> request)
    {
        await request;
        return new StatusCodeResult(StatusCodes.Status202Accepted);
    }
}
