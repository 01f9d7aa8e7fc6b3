using System.Reflection;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.Application.EmailAddresses;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Links;
using CleanAuth.Application.Login;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Registration;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.Validation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application;

public static class DependencyInjection
{
    /// <summary>Registers the use cases. The caller registers the ports, the options and the validators.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddMediator()
        .AddAutoMapper(Assembly.GetExecutingAssembly())
        .AddSingleton<PasswordPolicy>()
        .AddScoped<NewPasswordHasher>()
        .AddScoped<PasswordLogin>()
        .AddScoped<AttemptLimiter>()
        .AddScoped<KnownNetworks>()
        .AddScoped<LoginThrottle>()
        .AddScoped<AccountChangeLimiter>()
        .AddScoped<SessionTerminator>()
        .AddScoped<SessionOpener>()
        .AddScoped<LiveSessionReader>()
        .AddScoped<LastSuperuserGuard>()
        .AddScoped<AccountActivation>()
        .AddSingleton<ClockJumpDetector>()
        .AddScoped<Reauthentication>()
        .AddScoped<PasswordChanger>()
        .AddScoped<EmailChanger>()
        .AddScoped<EmailChangeUndo>()
        .AddScoped<AccountRegistrar>()
        .AddScoped<AccountDeletion>()
        .AddScoped<NewDeviceNotifier>()
        .AddScoped<CodeLogin>()
        .AddScoped<CodeVerifier>()
        .AddScoped<PasswordVerifier>()
        .AddScoped<LoginRecorder>()
        .AddScoped<TokenSessionOpener>()
        .AddScoped<AccountExportReader>()
        .AddEmailDelivery()
        .AddScoped<AccountLinkRedeemer>()
        .AddScoped<AccountLinkRevoker>()
        .AddScoped<EmailOwnershipRecorder>()
        .AddScoped<AddressBinder>()
        .AddScoped<AccessRevoker>()
        .AddScoped<AccessTokenWriter>()
        .AddScoped<RefreshTokenRotation>()
        .AddScoped<CurrentUserReader>()
        .AddScoped<CurrentStaff>()
        .AddScoped<StaffAuthorization>()
        .AddScoped<StaffUpdates>()
        .AddScoped<StaffReauthentication>()
        .AddScoped<UserListPager>()
        .AddScoped<BulkUserActions>();

    private static IServiceCollection AddMediator(this IServiceCollection services)
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
