using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.EmailAddresses;

internal static class EmailAddressesSetup
{
    public static IServiceCollection AddEmailAddresses(this IServiceCollection services) => services
        .AddScoped<AddressBinder>()
        .AddScoped<EmailChanger>()
        .AddScoped<EmailChangeUndo>();
}
