using CleanAuth.Application.Abstractions.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Revocations;

internal static class RevocationsSetup
{
    public static IServiceCollection AddRevocations(this IServiceCollection services)
    {
        services.AddSingleton<RevocationSet>();
        services.AddSingleton<RevocationFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<RevocationFeed>());
        services.AddScoped<IRevocationList, RevocationList>();
        services.AddHealthChecks().AddCheck<RevocationHealthCheck>("revocations");
        return services;
    }
}
