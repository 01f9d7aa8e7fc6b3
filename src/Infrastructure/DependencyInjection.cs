using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Overview;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Persistence.Backups;
using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Repositories;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure;

public static class DependencyInjection
{
    /// <summary>The ports of the application, and what they need: database, passwords, tokens.</summary>
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ExposedFiles>();
        return services
            .AddCheckedOptions<AccountOptions>(AccountOptions.Section)
            .AddCheckedOptions<ThrottlingOptions>(ThrottlingOptions.Section)
            .AddCheckedOptions<AdminOptions>(AdminOptions.Section)
            .AddDatabase(configuration)
            .AddPasswords()
            .AddDataProtectionKeys(configuration)
            .AddTokens()
            .AddRevocations()
            .AddAuditing()
            .AddSweeping()
            .AddEmailDelivery()
            .AddOverview();
    }

    private static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<DatabaseOptions>(DatabaseOptions.Section);
        services.AddSingleton<IValidateOptions<DatabaseOptions>>(new ConnectionStringCheck(configuration));
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
        services.AddScoped<IDatabaseMigrator, DatabaseMigrator>();
        services.AddScoped<DatabasePreparation>();
        services.AddSingleton<ServerConnections>();
        services.AddSingleton<SessionAndLinkVoider>();
        services.AddSingleton<DatabaseHealthCheck>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        return services;
    }

    private static IServiceCollection AddRevocations(this IServiceCollection services)
    {
        services.AddSingleton(new MonotonicClock(TimeProvider.System));
        services.AddSingleton<RevocationSet>();
        services.AddSingleton<RevocationFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<RevocationFeed>());
        services.AddScoped<IRevocationList, RevocationLog>();
        services.AddHealthChecks().AddCheck<RevocationHealthCheck>("revocations");
        return services;
    }

    private static IServiceCollection AddAuditing(this IServiceCollection services)
    {
        services.AddCheckedOptions<AuditingOptions>(AuditingOptions.Section);
        services.AddSingleton<SecurityEventQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<SecurityEventQueue>());
        services.AddScoped<ISecurityEventWriter, SecurityEventWriter>();
        services.AddScoped<AuditLog>();
        services.AddScoped<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
        return services;
    }

    private static IServiceCollection AddSweeping(this IServiceCollection services) => services
        .AddCheckedOptions<SweepingOptions>(SweepingOptions.Section)
        .AddScoped<IStoreSweeper, StoreSweeper>()
        .AddScoped<LeaseHolder>()
        .AddHostedService<SweepingService>();

    private static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddScoped<OverviewReader>()
        .AddSingleton<IOverviewReader, SharedOverview>();

    private static void AddProvider(this IServiceCollection services, IConfiguration configuration)
    {
        string? connectionString = configuration.GetConnectionString(DatabaseOptions.ConnectionName);
        switch (ConfiguredProvider(configuration))
        {
            case DatabaseProvider.SqlServer:
                services.AddDbContextPool<AuthDbContext, SqlServerAuthDbContext>((resolver, options) => options
                    .UseSqlServerFor(connectionString, resolver.GetRequiredService<DatabaseOptions>())
                    .AddInterceptors(resolver.GetRequiredService<ServerConnections>()));
                services.AddScoped<IDatabaseEngine, SqlServerEngine>();
                services.AddScoped<IRefreshTokenConsumer, ServerRefreshTokenConsumer>();
                services.AddScoped<IDatabaseBackup, ServerBackups>();
                break;
            case DatabaseProvider.PostgreSql:
                services.AddDbContextPool<AuthDbContext, PostgreSqlAuthDbContext>((resolver, options) => options
                    .UsePostgreSqlFor(connectionString, resolver.GetRequiredService<DatabaseOptions>())
                    .AddInterceptors(resolver.GetRequiredService<ServerConnections>()));
                services.AddScoped<IDatabaseEngine, PostgreSqlEngine>();
                services.AddScoped<IRefreshTokenConsumer, ServerRefreshTokenConsumer>();
                services.AddScoped<IDatabaseBackup, ServerBackups>();
                break;
            default:
                services.AddSingleton(resolver => new SqliteConnections(connectionString, resolver.GetRequiredService<DatabaseOptions>()));
                services.AddDbContextPool<AuthDbContext, SqliteAuthDbContext>((resolver, options) =>
                    options.UseSqliteFor(resolver.GetRequiredService<SqliteConnections>()));
                services.AddScoped<IDatabaseEngine, SqliteEngine>();
                services.AddSingleton<IRefreshTokenConsumer, SqliteRefreshTokenConsumer>();
                services.AddScoped<IDatabaseBackup, SqliteBackups>();
                break;
        }
    }

    // Read before the options are checked; a misspelt one must not be taken for the default.
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

    private static IServiceCollection AddPasswords(this IServiceCollection services) => services
        .AddCheckedOptions<PasswordOptions>(PasswordOptions.Section)
        .AddCheckedOptions<PasswordPolicyOptions>(PasswordPolicyOptions.Section)
        .AddSingleton<HashingLimiter>()
        .AddSingleton<DecoyHashing>()
        .AddScoped<StoredHashCosts>()
        .AddSingleton<IPasswordHasher, PasswordHasher>()
        .AddSingleton<ISecretProtector, SecretProtector>()
        .AddSingleton<ICommonPasswordList, CommonPasswordList>()
        .AddBreachCheck();

    private static IServiceCollection AddBreachCheck(this IServiceCollection services)
    {
        services.AddCheckedOptions<BreachCheckOptions>(BreachCheckOptions.Section);
        services.AddHttpClient<IBreachedPasswordChecker, BreachedPasswordChecker>()
            .ConfigureHttpClient((provider, client) =>
            {
                BreachCheckOptions options = provider.GetRequiredService<BreachCheckOptions>();
                client.BaseAddress = new Uri($"{options.BaseAddress.AbsoluteUri.TrimEnd('/')}/");
                client.Timeout = options.Timeout;
                client.MaxResponseContentBufferSize = BreachedPasswordChecker.MaxResponseBytes;
                client.DefaultRequestHeaders.Add("User-Agent", "CleanAuth");
                client.DefaultRequestHeaders.Add("Add-Padding", "true");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                MaxConnectionsPerServer = 16,

                // What a caller puts into trace headers is nothing to the service that is asked.
                ActivityHeadersPropagator = null,
            })
            // They would log the address, and with it the first digits of each password's hash.
            .RemoveAllLoggers();
        return services;
    }

    private static IServiceCollection AddDataProtectionKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<KeyProtectionOptions>(KeyProtectionOptions.Section);
        KeyProtectionOptions options = configuration.GetSection(KeyProtectionOptions.Section).Get<KeyProtectionOptions>() ?? new();
        IDataProtectionBuilder builder = services.AddDataProtection().SetApplicationName("CleanAuth");
        if (options.Storage == KeyStorage.Database)
        {
            builder.PersistKeysToDbContext<AuthDbContext>();
        }
        else
        {
            services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((keys, loggers) =>
                keys.XmlRepository = new KeyFolder(PrivateFiles.CreateFolder(options.KeysPath), loggers));
        }

        if (options.CertificatePath is { Length: > 0 } path)
        {
            builder.ProtectKeysWithCertificate(LoadCertificate(path, options.CertificatePassword));
        }

        return services;
    }

    private static X509Certificate2 LoadCertificate(string path, string? password)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }
        catch (CryptographicException exception)
        {
            throw new InvalidOperationException(
                "DataProtection:CertificatePath names no PKCS #12 file that DataProtection:CertificatePassword opens.",
                exception);
        }
    }

    private static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddCheckedOptions<JwtOptions>(TokenOptions.Section);
        services.AddSingleton<IValidateOptions<JwtOptions>, PublicTokenCheck>();
        services.AddSingleton<IValidateOptions<JwtOptions>, FormerTokenOptionsValidator>();
        services.AddSingleton<TokenOptions>(provider => provider.GetRequiredService<JwtOptions>());
        services.AddScoped<SigningKeyStore>();
        services.AddScoped<TokenSettingsChangeDetector>();
        services.AddScoped<ISigningKeyManager>(provider => provider.GetRequiredService<SigningKeyStore>());
        services.AddHostedService<SigningKeyRefresh>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<ITokenIssuer, JwtIssuer>();
        services.AddSingleton<JwtVerifier>();
        services.AddSingleton<ITokenVerifier>(provider => provider.GetRequiredService<JwtVerifier>());
        services.AddSingleton<AccessTokenHandler>();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<AccessTokenHandler>((options, handler) =>
            {
                options.MapInboundClaims = false;
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(handler);
            });
        return services;
    }

    // Use cases ask for the record itself and stay free of the options package.
    internal static IServiceCollection AddCheckedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }
}
