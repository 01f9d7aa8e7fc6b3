using CleanAuth.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.ArchitectureTests.Violators;

internal static class UserInMethod
{
    public static void Use(IServiceCollection services, IConfiguration configuration) => services.AddInfrastructure(configuration);
}

internal static class UserInLambda
{
    public static Action<IServiceCollection> Use(IConfiguration configuration) => services => services.AddInfrastructure(configuration);
}

internal static class UserInAsync
{
    public static async Task UseAsync(IServiceCollection services, IConfiguration configuration)
    {
        await Task.Yield();
        services.AddInfrastructure(configuration);
    }
}
