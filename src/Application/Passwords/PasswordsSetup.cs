using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Passwords;

internal static class PasswordsSetup
{
    public static IServiceCollection AddPasswords(this IServiceCollection services) => services
        .AddSingleton<PasswordPolicy>()
        .AddScoped<EmailOwnershipRecorder>()
        .AddScoped<NewPasswordHasher>()
        .AddScoped<PasswordChanger>()
        .AddScoped<Reauthentication>();
}
