using CleanAuth.WebApi.Admin;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Login;
using CleanAuth.WebApi.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>The attributes and parameters of an action from which its error responses follow.</summary>
internal sealed class DocumentedOperation(OpenApiOperation operation, OperationFilterContext context)
{
    public bool HasBody => operation.RequestBody is not null;

    public bool HasInput => HasBody || operation.Parameters is { Count: > 0 };

    public bool AcceptsToken => !IsAnonymous || Has<OptionalBearerAttribute>();

    public bool IsForStaff => Has<StaffApiAttribute>();

    public bool NeedsRecentLogin => Has<NeedsRecentLoginAttribute>();

    public bool SupportsCookieMode => Has<SupportsCookieModeAttribute>();

    public bool CanBeMissing => HasParameter("Path") || Has<NeedsEmailCodesAttribute>();

    public bool RequiresVersion => HasParameter("Header", HeaderNames.IfMatch);

    // Every anonymous endpoint has a rate limit; a test checks this.
    public bool IsThrottled => Has<EnableRateLimitingAttribute>();

    private bool IsAnonymous => Has<IAllowAnonymous>();

    private IList<object> Metadata => context.ApiDescription.ActionDescriptor.EndpointMetadata;

    /// <summary>Whether the action declares the status with <c>[ProducesResponseType]</c>.</summary>
    public bool Declares(int status) => context.ApiDescription.SupportedResponseTypes.Any(response => response.StatusCode == status);

    private bool Has<T>() => Metadata.OfType<T>().Any();

    private bool HasParameter(string source, string? name = null) => context.ApiDescription.ParameterDescriptions
        .Any(parameter => parameter.Source.Id == source && (name is null || parameter.Name == name));
}
