using System.Text.Json.Nodes;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Tokens;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Documents the header of cookie mode. A body that has only a refresh token is then absent.</summary>
internal sealed class CookieModeOperationFilter : IOperationFilter
{
    private const string Description =
        "In cookie mode the refresh token is in an HttpOnly cookie and in no body. Needs `Cookies:Enabled`, and an `Origin` that is the "
        + "service's own or in `Cors:AllowedOrigins`.";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        IList<object> metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (!metadata.OfType<SupportsCookieModeAttribute>().Any())
        {
            return;
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = TransportHeader.Name,
            In = ParameterLocation.Header,
            Description = Description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create(TransportHeader.Cookie)] },
        });
        if (operation.RequestBody is OpenApiRequestBody body && context.ApiDescription.ParameterDescriptions.Any(IsRefreshToken))
        {
            body.Required = false;
        }
    }

    private static bool IsRefreshToken(ApiParameterDescription parameter) =>
        parameter.Type == typeof(RefreshTokenRequest);
}
