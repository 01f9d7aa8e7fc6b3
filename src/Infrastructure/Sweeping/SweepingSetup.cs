using CleanAuth.Application.Abstractions.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Sweeping;

internal static class SweepingSetup
{
    public static IServiceCollection AddSweeping(this IServiceCollection services) => services
        .AddCheckedOptions<SweepingOptions>(SweepingOptions.Section)
        .AddScoped<IStoreSweeper, StoreSweeper>()
        .AddHostedService<SweepingService>();
}
