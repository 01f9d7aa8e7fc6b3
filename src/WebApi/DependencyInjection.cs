using System.Text.Json;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Validation;
using CleanAuth.WebApi.Admin;
using CleanAuth.WebApi.AdminPages;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Hosting;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.OpenApi;
using CleanAuth.WebApi.Security;
using FluentValidation;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi;

internal static class DependencyInjection
{
    private static readonly string[] CorsMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    // The original's list, our own, and what tracing libraries add to every request of a page.
    private static readonly string[] CorsHeaders =
    [
        "accept", "accept-encoding", "authorization", "content-type", "dnt", "origin", "user-agent", "x-csrftoken", "x-requested-with",
        "if-match",
        "traceparent", "tracestate", "baggage", "sentry-trace",
    ];

    // What a client acts upon, and a browser would keep from it.
    private static readonly string[] ExposedHeaders = ["Retry-After", "WWW-Authenticate", "ETag", "Location", "Content-Disposition"];
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(1);

    public static IServiceCollection AddWebApi(this IServiceCollection services)
    {
        services.RemoveBuildersFilters();
        services.AddOptions<ForwardingOptions>().BindConfiguration(ForwardingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostNames();
        services.AddHttps();
        services.AddLimits();
        services.AddShutdown();
        services.AddValidatorsFromAssemblyContaining<RegisterUserCommand>(includeInternalTypes: true);
        services.AddApi();
        services.AddBearer();
        services.AddAdminPages();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddHttpContextAccessor();
        services.AddScoped<IRequestClient, RequestClient>();
        services.AddConfiguredCors();
        services.AddNetworkLimits();
        services.AddOpenApiDocument();
        return services;
    }

    /// <summary>The pipeline, in order.</summary>
    public static void UseWebApi(this WebApplication app)
    {
        app.UseMiddleware<ForwardedHeadersMiddleware>();
        app.UseMiddleware<GracefulShutdown>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(EmptyResponses.FillAsync);
        app.UseWhen(context => !HealthEndpoints.IsProbe(context), branch =>
        {
            branch.UseHostFiltering();
            branch.UseMiddleware<HttpsOnly>();
        });
        app.UseOpenApiDocument();
        app.UseAdminAssets();
        app.UseRouting();
        app.UseCors();
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapControllers();
    }

    // They come before any pipeline: hosts refused with a page of HTML, and with ASPNETCORE_FORWARDEDHEADERS_ENABLED
    // anybody's word for where a request comes from. The pipeline has both in their place.
    private static void RemoveBuildersFilters(this IServiceCollection services)
    {
        foreach (ServiceDescriptor filter in services.Where(IsBuildersFilter).ToList())
        {
            services.Remove(filter);
        }
    }

    private static bool IsBuildersFilter(ServiceDescriptor service) =>
        service.ServiceType == typeof(IStartupFilter) && service.ImplementationType?.Assembly == typeof(WebApplication).Assembly;

    private static void AddShutdown(this IServiceCollection services)
    {
        services.AddSingleton<GracefulShutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<GracefulShutdown>());
        services.AddHealthChecks().AddCheck<GracefulShutdown>("shutdown");
        services.AddOptions<HostOptions>()
            .Configure<IOptions<LimitOptions>>((host, limits) => host.ShutdownTimeout += limits.Value.ShutdownDelay);
    }

    private static void AddHttps(this IServiceCollection services)
    {
        services.AddOptions<HttpsOptions>().BindConfiguration(HttpsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpsOptions>, HttpsCheck>();
    }

    private static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        services.AddControllersWithViews(mvc =>
            {
                // Requests are validated once, in the pipeline of the use cases.
                mvc.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Field<string>)));
                mvc.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Field<DateOnly>)));
                mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;

                mvc.Filters.Add<UnencodedBodyFilter>();
                mvc.Filters.Add<EntityTags>();

                // They would read a form before the formatter can refuse it, and leave it an empty body.
                mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
                mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
                mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            })
            .AddJsonOptions(json => Configure(json.JsonSerializerOptions))
            .ConfigureApiBehaviorOptions(api =>
            {
                api.SuppressMapClientErrors = true;
                api.InvalidModelStateResponseFactory = InvalidQuery.Refuse;
            });
        services.AddOptions<MvcOptions>().Configure<AdminOptions>((mvc, options) => mvc.Conventions.Add(new AdminApiConvention(options)));
        services.AddOptions<MvcOptions>().Configure<IOptions<JsonOptions>>((mvc, json) =>
        {
            mvc.InputFormatters.Clear();
            mvc.InputFormatters.Add(new StrictJsonInputFormatter(json.Value.JsonSerializerOptions));
            mvc.OutputFormatters.Insert(0, new UserEnvelopeOutputFormatter(json.Value.JsonSerializerOptions));
        });
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.PropertyNameCaseInsensitive = false;
        json.Converters.Add(new TextFieldJsonConverter());
        json.Converters.Add(new DateFieldJsonConverter());
        json.Converters.Add(new BooleanJsonConverter());
        json.Converters.Add(new TextListJsonConverter());
        json.Converters.Add(new IdListJsonConverter());
    }

    private static void AddBearer(this IServiceCollection services)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer => bearer.Events = new BearerEvents());
        services.AddAuthorization();
    }

    private static void AddConfiguredCors(this IServiceCollection services)
    {
        services.AddOptions<CorsOptions>().BindConfiguration(CorsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>()
            .Configure<IOptions<CorsOptions>>((cors, options) => cors.AddDefaultPolicy(policy => policy
                .WithOrigins(options.Value.AllowedOrigins)
                .WithMethods(CorsMethods)
                .WithHeaders([.. CorsHeaders, .. options.Value.AllowedHeaders])
                .WithExposedHeaders(ExposedHeaders)
                .SetPreflightMaxAge(PreflightMaxAge)));
    }
}
