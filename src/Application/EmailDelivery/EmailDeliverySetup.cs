using CleanAuth.Application.EmailDelivery.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.EmailDelivery;

internal static class EmailDeliverySetup
{
    public static IServiceCollection AddEmailDelivery(this IServiceCollection services) => services
        .AddSingleton<SpaLinks>()
        .AddScoped<EmailRateLimiter>()
        .AddScoped<EmailModelFactory>()
        .AddScoped<IEmailBuilder, AccountDeletedBuilder>()
        .AddScoped<IEmailBuilder, AccountSecuredBuilder>()
        .AddScoped<IEmailBuilder, AddressInUseBuilder>()
        .AddScoped<IEmailBuilder, ConfirmEmailChangeBuilder>()
        .AddScoped<IEmailBuilder, EmailChangedBuilder>()
        .AddScoped<IEmailBuilder, LoginCodeBuilder>()
        .AddScoped<IEmailBuilder, NewDeviceBuilder>()
        .AddScoped<IEmailBuilder, PasswordChangedBuilder>()
        .AddScoped<IEmailBuilder, ResetPasswordBuilder>()
        .AddScoped<IEmailBuilder, VerifyEmailBuilder>();
}
