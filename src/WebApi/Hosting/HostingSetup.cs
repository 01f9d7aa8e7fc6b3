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

    // The builder's filters run before any middleware: they answer unknown hosts with HTML, and with
    // ASPNETCORE_FORWARDEDHEADERS_ENABLED they trust every client's forwarded headers. The pipeline does both itself.
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
