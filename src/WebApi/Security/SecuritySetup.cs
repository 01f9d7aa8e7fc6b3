using CleanAuth.Application.Abstractions.Clients;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Security;

internal static class SecuritySetup
{
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddOptions<ForwardingOptions>().BindConfiguration(ForwardingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostNames();
        services.AddOptions<HttpsOptions>().BindConfiguration(HttpsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpsOptions>, HttpsCheck>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer => bearer.Events = new BearerEvents());
        services.AddAuthorization();
        services.AddHttpContextAccessor();
        services.AddScoped<IRequestClient, RequestClient>();
        services.AddNetworkLimits();
    }
}
