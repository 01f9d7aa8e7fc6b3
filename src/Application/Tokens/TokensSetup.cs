using CleanAuth.Application.Tokens.RefreshTokenPair;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Tokens;

internal static class TokensSetup
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<ClockJumpDetector>()
        .AddScoped<AccessTokenIssuer>()
        .AddScoped<RefreshTokenRotation>()
        .AddScoped<TokenSessionOpener>();
}
