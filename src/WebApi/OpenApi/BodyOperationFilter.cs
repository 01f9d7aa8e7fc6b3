using System.Text.Json;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.Admin.Users;
using CleanAuth.WebApi.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Documents bodies as they are sent: JSON or a file, with the envelope if the endpoint has one, and an example.</summary>
internal sealed class BodyOperationFilter(IOptions<JsonOptions> json) : IOperationFilter
{
    private const string Json = "application/json";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        UserEnvelopeAttribute? envelope =
            context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<UserEnvelopeAttribute>().FirstOrDefault();
        if (operation.RequestBody is OpenApiRequestBody request)
        {
            ApiParameterDescription body = context.ApiDescription.ParameterDescriptions.Single(parameter => parameter.Source.Id == "Body");
            request.Required = body.IsRequired;
            request.Content = Body(
                SchemaOf(body.Type, context), Serialize(BodyExample.Of(body.Type)), envelope is { ResponseOnly: false });
        }

        foreach (ApiResponseType success in context.ApiDescription.SupportedResponseTypes)
        {
            OpenApiResponse response = (OpenApiResponse)operation.Responses![$"{success.StatusCode}"];
            if (success.StatusCode < StatusCodes.Status300MultipleChoices && success.Type is { } type && type != typeof(void))
            {
                string mediaType = success.ApiResponseFormats is [{ MediaType: UsersCsv.MediaType }] ? UsersCsv.MediaType : Json;
                response.Content = Body(SchemaOf(type, context), Serialize(BodyExample.Of(type)), envelope is not null, mediaType);
            }
        }
    }

    private static IOpenApiSchema SchemaOf(Type type, OperationFilterContext context) =>
        context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);

    // An IAsyncEnumerable can only be serialized asynchronously. All items of an example exist already, so waiting does not block.
    private JsonNode Serialize(object example)
    {
        using MemoryStream stream = new();
        JsonSerializer.SerializeAsync(stream, example, example.GetType(), json.Value.JsonSerializerOptions).GetAwaiter().GetResult();
        stream.Position = 0;
        return JsonNode.Parse(stream)!;
    }

    private static Dictionary<string, IOpenApiMediaType> Body(
        IOpenApiSchema schema,
        JsonNode example,
        bool enveloped,
        string mediaType = Json) => new()
        {
            [mediaType] = new OpenApiMediaType
            {
                Schema = enveloped ? Envelope(schema) : schema,
                Example = enveloped ? new JsonObject { [UserEnvelopeAttribute.Member] = example } : example,
            },
        };

    private static OpenApiSchema Envelope(IOpenApiSchema content) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { UserEnvelopeAttribute.Member },
        Properties = new Dictionary<string, IOpenApiSchema> { [UserEnvelopeAttribute.Member] = content },
    };
}
