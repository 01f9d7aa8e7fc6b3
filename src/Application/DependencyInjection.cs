using System.Reflection;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Admin;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.EmailAddresses;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Links;
using CleanAuth.Application.Login;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Registration;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application;

public static class DependencyInjection
{
    /// <summary>
    /// Registers the use cases. Each folder of this layer registers its own services; the caller registers the ports, the options
    /// and the validators.
    /// </summary>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddMediator()
        .AddAutoMapper(Assembly.GetExecutingAssembly())
        .AddThrottling()
        .AddLinks()
        .AddSessions()
        .AddTokens()
        .AddEmailDelivery()
        .AddPasswords()
        .AddLogin()
        .AddEmailAddresses()
        .AddAccountLifecycle()
        .AddRegistration()
        .AddCurrentUser()
        .AddAdmin();
}
