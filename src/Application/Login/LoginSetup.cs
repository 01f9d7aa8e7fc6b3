using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Login;

internal static class LoginSetup
{
    public static IServiceCollection AddLogin(this IServiceCollection services) => services
        .AddScoped<CodeLogin>()
        .AddScoped<CodeVerifier>()
        .AddScoped<LoginRecorder>()
        .AddScoped<PasswordLogin>()
        .AddScoped<PasswordVerifier>();
}
