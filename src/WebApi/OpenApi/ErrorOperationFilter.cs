using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>
/// Adds the error responses that follow from the attributes of an action. A <c>response</c> comment replaces the description, but
/// adds no response.
/// </summary>
internal sealed class ErrorOperationFilter(IOptions<JsonOptions> json) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        DocumentedOperation documented = new(operation, context);
        DocumentedError[] errors = [.. DocumentedErrors.All.Where(error => error.Applies(documented))];
        RequireDeclared(operation, errors);
        foreach (DocumentedError error in errors)
        {
            operation.Responses![$"{error.Status}"] = new OpenApiResponse
            {
                Description = CommentOf(operation, error.Status) ?? error.Description,
                Content = new Dictionary<string, IOpenApiMediaType> { ["application/json"] = ToMediaType(error.Examples, context) },
            };
        }
    }

    // Without this, a comment could document an error that the endpoint never returns.
    private static void RequireDeclared(OpenApiOperation operation, DocumentedError[] errors)
    {
        string[] others = [.. operation.Responses!.Keys.Where(IsError).Except(errors.Select(error => $"{error.Status}"))];
        if (others.Length > 0)
        {
            throw new InvalidOperationException(
                $"{operation.OperationId} documents status {string.Join(", ", others)}, but no attribute declares it. "
                + "Add [ProducesResponseType].");
        }
    }

    private static bool IsError(string status) => int.Parse(status, CultureInfo.InvariantCulture) >= StatusCodes.Status400BadRequest;

    // Without a comment, the generator uses the reason phrase as the description of a declared status.
    private static string? CommentOf(OpenApiOperation operation, int status) =>
        operation.Responses!.TryGetValue($"{status}", out IOpenApiResponse? response)
            && response.Description != ReasonPhrases.GetReasonPhrase(status)
            ? response.Description
            : null;

    private OpenApiMediaType ToMediaType((string Name, ErrorResponse Response)[] examples, OperationFilterContext context)
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
