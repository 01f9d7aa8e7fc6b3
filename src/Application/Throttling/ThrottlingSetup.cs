using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Throttling;

internal static class ThrottlingSetup
{
    public static IServiceCollection AddThrottling(this IServiceCollection services) => services
        .AddScoped<AccountChangeLimiter>()
        .AddScoped<AttemptLimiter>()
        .AddScoped<KnownNetworks>()
        .AddScoped<LoginThrottle>();
}
