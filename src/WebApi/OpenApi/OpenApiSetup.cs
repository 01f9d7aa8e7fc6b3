using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts.RegisterUser;
using MediatR;
using Microsoft.OpenApi;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>The OpenAPI document and Swagger UI, for developers.</summary>
internal static class OpenApiSetup
{
    public const string EnabledSetting = "Swagger:Enabled";
    public const string EmptyObject = "An object without members.";

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddSwaggerGen(swagger =>
    {
        swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "CleanAuth",
            Version = "v1",
            Description = "The account and token service behind a single-page app. Every path works with and without a trailing slash.",
            License = new OpenApiLicense { Name = "MIT" },
        });
        swagger.IncludeXmlComments(typeof(OpenApiSetup).Assembly, includeControllerXmlComments: true);
        swagger.IncludeXmlComments(typeof(RegisterUserCommand).Assembly);
        swagger.SupportNonNullableReferenceTypes();
        swagger.NonNullableReferenceTypesAsRequired();
        swagger.MapType<Field<string>>(() => new OpenApiSchema { Type = JsonSchemaType.String });
        swagger.MapType<Field<DateOnly>>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" });
        swagger.MapType<Unit>(() => new OpenApiSchema { Type = JsonSchemaType.Object, Description = EmptyObject });
        swagger.SchemaFilter<SchemaFilter>();
        swagger.CustomOperationIds(OperationId.Of);
        swagger.AddSecurityDefinition(SecurityOperationFilter.Scheme, SecurityOperationFilter.Bearer);

        // In this order: the envelope wraps what the generator found, the rest adds to it.
        swagger.OperationFilter<BodyOperationFilter>();
        swagger.OperationFilter<ErrorOperationFilter>();
        swagger.OperationFilter<SecurityOperationFilter>();
    });

    public static void UseOpenApiDocument(this WebApplication app)
    {
        if (!app.Configuration.GetValue<bool>(EnabledSetting))
        {
            return;
        }

        app.UseSwagger();
        app.UseSwaggerUI(ui => ui.DocumentTitle = "CleanAuth");
        app.MapGet("/", () => Results.Redirect("/swagger")).ExcludeFromDescription();
    }
}
