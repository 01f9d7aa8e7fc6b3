using CleanAuth.Application.Accounts;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.EmailDelivery.Smtp;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>What brings out the outbox.</summary>
internal static class EmailDeliverySetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddCheckedOptions<EmailOptions>(EmailOptions.Section);
        services.AddCheckedOptions<SmtpOptions>(SmtpOptions.Section);
        services.AddSingleton<TemplatesCheck>();
        services.AddSingleton<IValidateOptions<EmailOptions>>(provider => provider.GetRequiredService<TemplatesCheck>());
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailFolderCheck>();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpCheck>();
        services.AddSingleton<IValidateOptions<AccountOptions>, SpaAddressCheck>();
        services.AddSingleton(LoadedTemplates);
        services.AddSingleton<EmailComposer>();
        services.AddSingleton<FolderTransport>();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<IEmailTransport>(provider => provider.GetRequiredService<EmailOptions>().Transport == MailTransport.Smtp
            ? provider.GetRequiredService<SmtpTransport>()
            : provider.GetRequiredService<FolderTransport>());
        services.AddScoped<OutboxStore>();
        services.AddSingleton<EmailSender>();
        services.AddSingleton<EmailCourier>();
        services.AddHostedService(provider => provider.GetRequiredService<EmailCourier>());
        return services;
    }

    // Whoever asks for the options has them checked, and the templates read with them.
    private static EmailTemplates LoadedTemplates(IServiceProvider provider)
    {
        _ = provider.GetRequiredService<EmailOptions>();
        return provider.GetRequiredService<TemplatesCheck>().Templates;
    }
}
