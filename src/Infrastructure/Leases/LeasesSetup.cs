using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Leases;

internal static class LeasesSetup
{
    public static IServiceCollection AddLeases(this IServiceCollection services) => services.AddScoped<LeaseHolder>();
}
