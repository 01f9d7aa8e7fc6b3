using CleanAuth.Application.Accounts;
using CleanAuth.Infrastructure.EmailDelivery.Outbox;
using CleanAuth.Infrastructure.EmailDelivery.Smtp;
using CleanAuth.Infrastructure.EmailDelivery.Templates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>What brings out the outbox.</summary>
internal static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddCheckedOptions<MailOptions>(MailOptions.Section);
        services.AddCheckedOptions<SmtpOptions>(SmtpOptions.Section);
        services.AddSingleton<TemplatesCheck>();
        services.AddSingleton<IValidateOptions<MailOptions>>(provider => provider.GetRequiredService<TemplatesCheck>());
        services.AddSingleton<IValidateOptions<MailOptions>, MailFolderCheck>();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpCheck>();
        services.AddSingleton<IValidateOptions<AccountOptions>, SpaAddressCheck>();
        services.AddSingleton(LoadedTemplates);
        services.AddSingleton<MailComposer>();
        services.AddSingleton<FolderTransport>();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<MailOptions>().Transport == MailTransport.Smtp
            ? provider.GetRequiredService<SmtpTransport>()
            : provider.GetRequiredService<FolderTransport>());
        services.AddScoped<MailStore>();
        services.AddSingleton<MailDelivery>();
        services.AddSingleton<MailCourier>();
        services.AddHostedService(provider => provider.GetRequiredService<MailCourier>());
        return services;
    }

    // Whoever asks for the options has them checked, and the templates read with them.
    private static MailTemplates LoadedTemplates(IServiceProvider provider)
    {
        _ = provider.GetRequiredService<MailOptions>();
        return provider.GetRequiredService<TemplatesCheck>().Templates;
    }
}
