using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Validation;
using MediatR;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>The OpenAPI document and Swagger UI, for developers.</summary>
internal static class OpenApiSetup
{
    public const string EmptyObject = "An object without members.";

    private const string Folder = "/swagger";

    // Swagger UI inserts styles and images into the page. Scripts and requests stay limited to the service.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddOptions<SwaggerOptions>()
            .BindConfiguration(SwaggerOptions.Section)
            .Validate<IHostEnvironment>(
                (options, environment) => !options.Enabled || options.Public || environment.IsDevelopment(),
                "Swagger:Enabled is true outside Development, so anyone can read the document. Set Swagger:Public to true to allow this, "
                + "or Swagger:Enabled to false.")
            .ValidateOnStart();
        services.AddSwaggerGen(Describe);
    }

    public static void UseOpenApiDocument(this WebApplication app)
    {
        if (!app.Configuration.GetValue<bool>($"{SwaggerOptions.Section}:{nameof(SwaggerOptions.Enabled)}"))
        {
            return;
        }

        app.UseWhen(context => context.Request.Path.StartsWithSegments(Folder), page =>
        {
            page.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = PagePolicy;
                return next(context);
            });
            page.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.ContentType += "; charset=utf-8" });
        });
        app.UseSwagger();
        app.UseSwaggerUI(ui =>
        {
            ui.DocumentTitle = "CleanAuth";
            ui.InjectJavascript("authorize.js");
        });
        app.MapGet("/", () => Results.LocalRedirect($"~{Folder}")).ExcludeFromDescription();
    }

    private static void Describe(SwaggerGenOptions swagger)
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

        swagger.DocumentFilter<TagOrderFilter>();

        // The order matters: the first filter replaces the generated bodies, and the next ones add to the result.
        swagger.OperationFilter<BodyOperationFilter>();
        swagger.OperationFilter<CookieModeOperationFilter>();
        swagger.OperationFilter<ErrorOperationFilter>();
        swagger.OperationFilter<SecurityOperationFilter>();
    }
}
