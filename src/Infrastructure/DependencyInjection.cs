using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Throttling;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.DataProtection;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Overview;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure;

public static class DependencyInjection
{
    /// <summary>Registers the options and the ports of the application. Each folder of this layer registers its own services.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration) => services
        .AddCheckedOptions<AccountOptions>(AccountOptions.Section)
        .AddCheckedOptions<ThrottlingOptions>(ThrottlingOptions.Section)
        .AddCheckedOptions<AdminOptions>(AdminOptions.Section)
        .AddTime()
        .AddFiles()
        .AddKeyProtection(configuration)
        .AddPersistence(configuration)
        .AddPasswords()
        .AddTokens()
        .AddRevocations()
        .AddAuditing()
        .AddLeases()
        .AddSweeping()
        .AddEmailDelivery()
        .AddOverview();
}
