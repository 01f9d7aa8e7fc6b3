using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.WebApi.Admin;
using CleanAuth.WebApi.AdminPages;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Hosting;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.OpenApi;
using CleanAuth.WebApi.Security;
using FluentValidation;

namespace CleanAuth.WebApi;

/// <summary>The services of this layer, one line per folder, and the request pipeline.</summary>
internal static class DependencyInjection
{
    public static IServiceCollection AddWebApi(this IServiceCollection services)
    {
        services.AddValidatorsFromAssemblyContaining<RegisterUserCommand>(includeInternalTypes: true);
        services.AddHosting();
        services.AddSecurity();
        services.AddCookieMode();
        services.AddApiControllers();
        services.AddStaffApi();
        services.AddAdminPages();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddOpenApiDocument();
        return services;
    }

    /// <summary>The middleware in order.</summary>
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
}
