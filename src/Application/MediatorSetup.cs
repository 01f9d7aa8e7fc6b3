using System.Reflection;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Validation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application;

internal static class MediatorSetup
{
    /// <summary>Registers all handlers, and the steps before them in this order: authorize staff, reauthenticate, validate.</summary>
    public static IServiceCollection AddMediator(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(StaffBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ReauthenticationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        foreach (Type handler in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        {
            foreach (Type contract in handler.GetInterfaces().Where(IsHandlerContract))
            {
                services.AddScoped(contract, handler);
            }
        }

        return services;
    }

    private static bool IsHandlerContract(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);
}
