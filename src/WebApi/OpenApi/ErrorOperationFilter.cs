using System.Text.Json;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Gives each failure of an operation its shape and examples, made by the mapper that answers requests.</summary>
internal sealed class ErrorOperationFilter(IOptions<JsonOptions> json) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        IList<object> metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        bool anonymous = metadata.OfType<IAllowAnonymous>().Any() && !metadata.OfType<OptionalBearerAttribute>().Any();
        foreach ((int status, string description, ErrorExample[] examples) in ErrorExamples.Of(operation, anonymous))
        {
            if (!operation.Responses!.TryGetValue($"{status}", out IOpenApiResponse? found))
            {
                operation.Responses[$"{status}"] = found = new OpenApiResponse { Description = description };
            }

            ((OpenApiResponse)found).Content = new Dictionary<string, IOpenApiMediaType> { ["application/json"] = Describe(examples, context) };
        }
    }

    private OpenApiMediaType Describe(ErrorExample[] examples, OperationFilterContext context)
    {
        IOpenApiSchema[] schemas =
        [
            .. examples
                .Select(example => example.Response.Body.GetType())
                .Distinct()
                .Select(type => context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository)),
        ];
        return new OpenApiMediaType
        {
            Schema = schemas.Length == 1 ? schemas[0] : new OpenApiSchema { OneOf = schemas },
            Examples = examples.ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample { Value = Serialize(example.Response.Body) }),
        };
    }

    private JsonNode Serialize(object body) =>
        JsonSerializer.SerializeToNode(body, body.GetType(), json.Value.JsonSerializerOptions)!;
}
