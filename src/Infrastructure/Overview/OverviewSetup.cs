using CleanAuth.Application.Abstractions.Overview;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Overview;

internal static class OverviewSetup
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddScoped<OverviewReader>()
        .AddSingleton<IOverviewReader, SharedOverview>();
}
