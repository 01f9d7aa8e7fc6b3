using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Accounts;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.EmailDelivery.Smtp;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery;

internal static class EmailDeliverySetup
{
    public static IServiceCollection AddEmailDelivery(this IServiceCollection services) => services
        .AddOptionsAndChecks()
        .AddTransport()
        .AddOutbox();

    private static IServiceCollection AddOptionsAndChecks(this IServiceCollection services) => services
        .AddCheckedOptions<EmailOptions>(EmailOptions.Section)
        .AddCheckedOptions<SmtpOptions>(SmtpOptions.Section)
        .AddSingleton<TemplateLoader>()
        .AddSingleton<IValidateOptions<EmailOptions>>(provider => provider.GetRequiredService<TemplateLoader>())
        .AddSingleton<IValidateOptions<EmailOptions>, EmailFolderCheck>()
        .AddSingleton<IValidateOptions<SmtpOptions>, SmtpCheck>()
        .AddSingleton<IValidateOptions<AccountOptions>, SpaAddressCheck>();

    private static IServiceCollection AddTransport(this IServiceCollection services) => services
        .AddSingleton<EmailComposer>()
        .AddSingleton<FolderTransport>()
        .AddSingleton<SmtpTransport>()
        .AddSingleton<IEmailTransport>(provider => provider.GetRequiredService<EmailOptions>().Transport == EmailTransportKind.Smtp
            ? provider.GetRequiredService<SmtpTransport>()
            : provider.GetRequiredService<FolderTransport>());

    private static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddScoped<EmailOutbox>()
        .AddScoped<IOutbox>(provider => provider.GetRequiredService<EmailOutbox>())
        .AddSingleton<EmailSender>()
        .AddSingleton<EmailCourier>()
        .AddHostedService(provider => provider.GetRequiredService<EmailCourier>());
}
