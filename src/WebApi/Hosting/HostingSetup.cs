using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Hosting;

internal static class HostingSetup
{
    public static void AddHosting(this IServiceCollection services)
    {
        services.RemoveStartupFilters();
        services.AddLimits();
        services.AddShutdown();
        services.AddAllowedOrigins();
    }

    // Remove the startup filters of the builder: they return HTML for unknown hosts, and with ASPNETCORE_FORWARDEDHEADERS_ENABLED they
    // trust forwarded headers from every client. Our own middleware does both.
    private static void RemoveStartupFilters(this IServiceCollection services)
    {
        foreach (ServiceDescriptor filter in services.Where(IsFilterOfTheBuilder).ToList())
        {
            services.Remove(filter);
        }
    }

    private static bool IsFilterOfTheBuilder(ServiceDescriptor service) =>
        service.ServiceType == typeof(IStartupFilter) && service.ImplementationType?.Assembly == typeof(WebApplication).Assembly;

    private static void AddShutdown(this IServiceCollection services)
    {
        services.AddSingleton<GracefulShutdown>();
        services.AddHostedService(provider => provider.GetRequiredService<GracefulShutdown>());
        services.AddHealthChecks().AddCheck<GracefulShutdown>("shutdown");
        services.AddOptions<HostOptions>()
            .Configure<IOptions<LimitOptions>>((host, limits) => host.ShutdownTimeout += limits.Value.ShutdownDelay);
    }
}
