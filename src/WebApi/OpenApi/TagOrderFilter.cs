using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>Lists the tags in the order in which people need them. Swagger UI shows them in this order.</summary>
internal sealed class TagOrderFilter : IDocumentFilter
{
    private static readonly string[] Order =
    [
        "Registration", "Login", "Tokens", "Current user", "Passwords", "Email addresses", "Sessions", "Security events", "Discovery",
        "Admin: overview", "Admin: users", "Admin: sessions", "Admin: groups", "Admin: security events",
    ];

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        OpenApiTag[] tags = [.. (swaggerDoc.Tags ?? new HashSet<OpenApiTag>()).OrderBy(tag => Array.IndexOf(Order, tag.Name))];
        if (tags.FirstOrDefault(tag => !Order.Contains(tag.Name)) is { } unknown)
        {
            throw new InvalidOperationException($"Add the tag {unknown.Name} to the order of the OpenAPI document.");
        }

        swaggerDoc.Tags = new HashSet<OpenApiTag>(tags);
    }
}
