using CleanAuth.WebApi.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Marks the operations that need an access token, so that Swagger UI sends it.</summary>
internal sealed class SecurityOperationFilter : IOperationFilter
{
    public const string Scheme = "Bearer";

    public static readonly OpenApiSecurityScheme Bearer = new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "JWT",
        Description = "The access token that the login returns.",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        IList<object> metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        bool isOptional = metadata.OfType<OptionalBearerAttribute>().Any();
        if (!isOptional && metadata.OfType<IAllowAnonymous>().Any())
        {
            return;
        }

        OpenApiSecurityRequirement bearer = new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] };

        // An additional empty requirement makes the token optional.
        operation.Security = isOptional ? [new OpenApiSecurityRequirement(), bearer] : [bearer];
    }
}
