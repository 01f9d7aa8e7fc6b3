using System.Reflection;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ActOnUsers;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.ExportAccount;
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
    /// <summary>The use cases. The caller supplies the ports, the options and the registration of the validators.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddMediator()
        .AddAutoMapper(Assembly.GetExecutingAssembly())
        .AddSingleton<PasswordPolicy>()
        .AddScoped<NewPassword>()
        .AddScoped<SignIn>()
        .AddScoped<LoginThrottle>()
        .AddScoped<SessionEnding>()
        .AddScoped<SessionOpening>()
        .AddScoped<Activation>()
        .AddSingleton<ClockJumps>()
        .AddScoped<CurrentPassword>()
        .AddScoped<PasswordChange>()
        .AddScoped<OwnAccount>()
        .AddScoped<EmailChange>()
        .AddScoped<EmailRestoring>()
        .AddScoped<AccountRegistrar>()
        .AddScoped<Leaving>()
        .AddScoped<NewDevice>()
        .AddScoped<CodeSignIn>()
        .AddScoped<AccountPages>()
        .AddSingleton<SpaLinks>()
        .AddScoped<LetterLimits>()
        .AddScoped<LetterWriter>()
        .AddScoped<LinkUse>()
        .AddScoped<AccountLinkRevoker>()
        .AddScoped<AddressProof>()
        .AddScoped<AddressBinder>()
        .AddScoped<CapabilityRevoker>()
        .AddScoped<AccessTokens>()
        .AddScoped<Rotation>()
        .AddScoped<CurrentUserReader>()
        .AddScoped<CurrentStaff>()
        .AddScoped<StaffAuthorization>()
        .AddScoped<StaffChanges>()
        .AddScoped<StaffReauthentication>()
        .AddScoped<UserListing>()
        .AddScoped<UserActions>();

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
