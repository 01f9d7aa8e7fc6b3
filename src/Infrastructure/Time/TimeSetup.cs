using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Time;

internal static class TimeSetup
{
    public static IServiceCollection AddTime(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new MonotonicClock(TimeProvider.System));
}
