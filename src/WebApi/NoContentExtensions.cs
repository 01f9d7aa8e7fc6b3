using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi;

internal static class NoContentExtensions
{
    /// <summary>204 once the request is handled.</summary>
    public static async Task<NoContentResult> ToNoContent(this Task<Unit> request)
    {
        await request;
        return new NoContentResult();
    }
}
