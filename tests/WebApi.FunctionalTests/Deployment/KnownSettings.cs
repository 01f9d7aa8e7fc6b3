using System.Reflection;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Tokens;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>Every setting that the service reads, by the name of its environment variable.</summary>
internal static class KnownSettings
{
    private static readonly (string Section, Type Options)[] Sections =
    [
        (AccountOptions.Section, typeof(AccountOptions)),
        (AuditingOptions.Section, typeof(AuditingOptions)),
        (CorsOptions.Section, typeof(CorsOptions)),
        (DatabaseOptions.Section, typeof(DatabaseOptions)),
        (KeyProtectionOptions.Section, typeof(KeyProtectionOptions)),
        (PasswordOptions.Section, typeof(PasswordOptions)),
        (SweepingOptions.Section, typeof(SweepingOptions)),
        (TokenOptions.Section, typeof(JwtOptions)),
    ];

    public static string[] All { get; } =
    [
        $"ConnectionStrings__{DatabaseOptions.ConnectionName}",
        "Swagger__Enabled",
        .. Sections.SelectMany(section => Settable(section.Options).Select(property => $"{section.Section}__{property.Name}")),
    ];

    /// <summary>Also ASP.NET Core's own; lists may have an index behind them.</summary>
    public static bool Includes(string variable) =>
        variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || variable.StartsWith("Logging__", StringComparison.Ordinal)
        || All.Any(name => variable == name || variable.StartsWith($"{name}__", StringComparison.Ordinal));

    /// <summary>What a setting is where no file says otherwise, by its name with colons; null for one that has no value or is none.</summary>
    public static object? DefaultOf(string name) => Sections
        .SelectMany(section => Settable(section.Options).Where(property => $"{section.Section}:{property.Name}" == name))
        .Select(property => property.GetValue(Activator.CreateInstance(property.ReflectedType!)))
        .SingleOrDefault();

    private static IEnumerable<PropertyInfo> Settable(Type options) => options.GetProperties().Where(property => property.CanWrite);
}
