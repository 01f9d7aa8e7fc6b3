using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.CurrentUser;

internal static class CurrentUserSetup
{
    public static IServiceCollection AddCurrentUser(this IServiceCollection services) => services
        .AddScoped<AccountExportReader>()
        .AddScoped<CurrentUserReader>();
}
