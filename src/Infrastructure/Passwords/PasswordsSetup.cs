using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Passwords;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Passwords;

internal static class PasswordsSetup
{
    public static IServiceCollection AddPasswords(this IServiceCollection services) => services
        .AddCheckedOptions<PasswordOptions>(PasswordOptions.Section)
        .AddCheckedOptions<PasswordPolicyOptions>(PasswordPolicyOptions.Section)
        .AddSingleton<HashingLimiter>()
        .AddSingleton<DecoyHashing>()
        .AddScoped<StoredHashCosts>()
        .AddSingleton<IPasswordHasher, PasswordHasher>()
        .AddSingleton<ICommonPasswordList, CommonPasswordList>()
        .AddBreachCheck();

    private static IServiceCollection AddBreachCheck(this IServiceCollection services)
    {
        services.AddCheckedOptions<BreachCheckOptions>(BreachCheckOptions.Section);
        services.AddHttpClient<IBreachedPasswordChecker, BreachedPasswordChecker>()
            .ConfigureHttpClient((provider, client) =>
            {
                BreachCheckOptions options = provider.GetRequiredService<BreachCheckOptions>();
                client.BaseAddress = new Uri($"{options.BaseAddress.AbsoluteUri.TrimEnd('/')}/");
                client.Timeout = options.Timeout;
                client.MaxResponseContentBufferSize = BreachedPasswordChecker.MaxResponseBytes;
                client.DefaultRequestHeaders.Add("User-Agent", "CleanAuth");
                client.DefaultRequestHeaders.Add("Add-Padding", "true");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxConnectionsPerServer = 16,

                // Do not send the trace headers of a request to the breach service.
                ActivityHeadersPropagator = null,
            })
            // The URL contains the first digits of the password's hash, so it must not be logged.
            .RemoveAllLoggers();
        return services;
    }
}
