using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Primitives;

namespace CleanAuth.WebApi.Security;

/// <summary>Reads the Authorization header as Django REST Framework does, and writes errors with the error mapper.</summary>
internal sealed class BearerEvents : JwtBearerEvents
{
    private const string Scheme = "Bearer";

    public override Task MessageReceived(MessageReceivedContext context)
    {
        // Anonymous endpoints ignore the header, so that a client with an expired token can still log in.
        EndpointMetadataCollection? metadata = context.HttpContext.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<IAllowAnonymous>() is not null && metadata.GetMetadata<OptionalBearerAttribute>() is null)
        {
            context.NoResult();
            return Task.CompletedTask;
        }

        StringValues header = context.Request.Headers.Authorization;
        string[] words = header.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !words[0].Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.NoResult();
        }
        else if (words.Length != 2 || header.Count != 1)
        {
            context.Fail(new BadAuthorizationHeaderException());
        }
        else
        {
            context.Token = words[1];
        }

        return Task.CompletedTask;
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return ErrorMapper.Challenge(context.AuthenticateFailure).WriteAsync(context.HttpContext);
    }

    public override Task Forbidden(ForbiddenContext context) =>
        ErrorMapper.Status(StatusCodes.Status403Forbidden, context.Request.Method).WriteAsync(context.HttpContext);
}
