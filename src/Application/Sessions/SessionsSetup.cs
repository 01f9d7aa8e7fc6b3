using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Sessions;

internal static class SessionsSetup
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddScoped<LiveSessionReader>()
        .AddScoped<NewDeviceNotifier>()
        .AddScoped<SessionOpener>()
        .AddScoped<SessionTerminator>();
}
