using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Registration;

internal static class RegistrationSetup
{
    public static IServiceCollection AddRegistration(this IServiceCollection services) => services
        .AddScoped<AccountRegistrar>();
}
