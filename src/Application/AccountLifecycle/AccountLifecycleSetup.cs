using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.AccountLifecycle;

internal static class AccountLifecycleSetup
{
    public static IServiceCollection AddAccountLifecycle(this IServiceCollection services) => services
        .AddScoped<AccessRevoker>()
        .AddScoped<AccountActivation>()
        .AddScoped<AccountDeletion>()
        .AddScoped<LastSuperuserGuard>();
}
