using CleanAuth.Application.Abstractions.Auditing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Auditing;

internal static class AuditingSetup
{
    public static IServiceCollection AddAuditing(this IServiceCollection services) => services
        .AddCheckedOptions<AuditingOptions>(AuditingOptions.Section)
        .AddSingleton<SecurityEventQueue>()
        .AddHostedService(provider => provider.GetRequiredService<SecurityEventQueue>())
        .AddScoped<ISecurityEventWriter, SecurityEventWriter>()
        .AddScoped<AuditLog>()
        .AddScoped<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
}
