using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using CleanAuth.Application.Validation;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Describes requests: which members may be null or absent, and that unknown members are ignored.</summary>
internal sealed class SchemaFilter : ISchemaFilter
{
    private static readonly HashSet<string> Nullable = ["bio", "full_name", "birth_date", "language"];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } members } request
            || !context.Type.GetProperties().Any(property => IsField(property.PropertyType)))
        {
            return;
        }

        request.AdditionalPropertiesAllowed = true;
        request.Required?.ExceptWith(OptionalMembers(context.Type));
        foreach ((string name, IOpenApiSchema member) in members)
        {
            if (Nullable.Contains(name) && member is OpenApiSchema field)
            {
                field.Type |= JsonSchemaType.Null;
            }
        }
    }

    // The generator takes every structure for required, but a Field may be absent.
    private static IEnumerable<string> OptionalMembers(Type request) =>
        from property in request.GetProperties()
        where IsField(property.PropertyType) && !property.IsDefined(typeof(RequiredAttribute))
        select JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static bool IsField(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Field<>);
}
