using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.Links;

internal static class LinksSetup
{
    public static IServiceCollection AddLinks(this IServiceCollection services) => services
        .AddScoped<AccountLinkRedeemer>()
        .AddScoped<AccountLinkRevoker>();
}
