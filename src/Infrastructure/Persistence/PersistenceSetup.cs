using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Infrastructure.Persistence.Backups;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Repositories;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Persistence;

internal static class PersistenceSetup
{
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<DatabaseOptions>(DatabaseOptions.Section);
        services.AddProvider(configuration);
        services.AddSingleton<CompiledQueries>();
        services.AddScoped<IUserRepository, UserRepository>();
        services.AddScoped<ISessionRepository, SessionRepository>();
        services.AddScoped<IAttemptCounterRepository, AttemptCounterRepository>();
        services.AddScoped<IRightsReader, RightsReader>();
        services.AddScoped<ISessionHistory, SessionHistory>();
        services.AddScoped<IGroupRepository, GroupRepository>();
        services.AddScoped<IAccountUpdates, AccountUpdates>();
        services.AddScoped<LargeAccountPruner>();
        services.AddScoped<IGroupMemberRepository, GroupMemberRepository>();
        services.AddScoped<IAccountLinkRepository, AccountLinkRepository>();
        services.AddScoped<ILoginCodeRepository, LoginCodeRepository>();
        services.AddScoped<IAccountDataReader, AccountDataReader>();
        services.AddScoped<IUserListReader, UserListReader>();
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<MigrationHistory>();
        services.AddScoped<IDatabaseMigrator, DatabaseMigrator>();
        services.AddScoped<DatabasePreparation>();
        services.AddSingleton<SessionAndLinkVoider>();
        services.AddSingleton<DatabaseHealthCheck>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        return services;
    }

    // Only this method chooses by provider.
    private static void AddProvider(this IServiceCollection services, IConfiguration configuration)
    {
        string? connectionString = configuration.GetConnectionString(DatabaseOptions.ConnectionName);
        switch (ConfiguredProvider(configuration))
        {
            case DatabaseProvider.SqlServer:
                services.AddSqlServer(connectionString);
                break;
            case DatabaseProvider.PostgreSql:
                services.AddPostgreSql(connectionString);
                break;
            default:
                services.AddSqlite(connectionString);
                break;
        }
    }

    // The options are not validated yet, and a misspelt provider must not become the default.
    private static DatabaseProvider ConfiguredProvider(IConfiguration configuration)
    {
        string? configured = configuration[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}"];
        if (string.IsNullOrEmpty(configured))
        {
            return default;
        }

        return Enum.TryParse(configured, ignoreCase: true, out DatabaseProvider provider) && Enum.IsDefined(provider)
            ? provider
            : throw new InvalidOperationException(DatabaseOptions.UnknownProvider);
    }
}
