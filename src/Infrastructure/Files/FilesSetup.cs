using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Files;

internal static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services) => services.AddScoped<FileModeCheck>();
}
