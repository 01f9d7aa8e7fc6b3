using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Tokens;

internal static class TokensSetup
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddCheckedOptions<JwtOptions>(TokenOptions.Section);
        services.AddSingleton<IValidateOptions<JwtOptions>, ProductionTokenCheck>();
        services.AddSingleton<IValidateOptions<JwtOptions>, FormerTokenOptionsValidator>();
        services.AddSingleton<TokenOptions>(provider => provider.GetRequiredService<JwtOptions>());
        services.AddScoped<SigningKeyStore>();
        services.AddScoped<TokenSettingsChangeDetector>();
        services.AddScoped<ISigningKeyManager>(provider => provider.GetRequiredService<SigningKeyStore>());
        services.AddHostedService<SigningKeyRefresh>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<ITokenIssuer, JwtIssuer>();
        services.AddSingleton<AccessTokenCache>();
        services.AddSingleton<JwtVerifier>();
        services.AddSingleton<ITokenVerifier>(provider => provider.GetRequiredService<JwtVerifier>());
        services.AddSingleton<AccessTokenHandler>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokenHandler>((options, handler) =>
            {
                options.MapInboundClaims = false;
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(handler);
            });
        return services;
    }
}
