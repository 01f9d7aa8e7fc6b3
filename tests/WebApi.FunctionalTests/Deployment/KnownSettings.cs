using System.Reflection;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Infrastructure.Auditing;
using CleanAuth.Infrastructure.DataProtection;
using CleanAuth.Infrastructure.EmailDelivery;
using CleanAuth.Infrastructure.EmailDelivery.Smtp;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Sweeping;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Hosting;
using CleanAuth.WebApi.OpenApi;
using CleanAuth.WebApi.Security;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>The settings that the service reads, by the name of the environment variable.</summary>
internal static class KnownSettings
{
    private static readonly (string Section, Type Options)[] Sections =
    [
        (AccountOptions.Section, typeof(AccountOptions)),
        (AdminOptions.Section, typeof(AdminOptions)),
        (AuditingOptions.Section, typeof(AuditingOptions)),
        (RefreshCookieOptions.Section, typeof(RefreshCookieOptions)),
        (CorsOptions.Section, typeof(CorsOptions)),
        (DatabaseOptions.Section, typeof(DatabaseOptions)),
        (ForwardingOptions.Section, typeof(ForwardingOptions)),
        (HttpsOptions.Section, typeof(HttpsOptions)),
        (KeyProtectionOptions.Section, typeof(KeyProtectionOptions)),
        (LimitOptions.Section, typeof(LimitOptions)),
        (EmailOptions.Section, typeof(EmailOptions)),
        (BreachCheckOptions.Section, typeof(BreachCheckOptions)),
        (PasswordOptions.Section, typeof(PasswordOptions)),
        (PasswordPolicyOptions.Section, typeof(PasswordPolicyOptions)),
        (SmtpOptions.Section, typeof(SmtpOptions)),
        (SweepingOptions.Section, typeof(SweepingOptions)),
        (SwaggerOptions.Section, typeof(SwaggerOptions)),
        (ThrottlingOptions.Section, typeof(ThrottlingOptions)),
        (TokenOptions.Section, typeof(JwtOptions)),
    ];

    public static string[] All { get; } =
    [
        $"ConnectionStrings__{DatabaseOptions.ConnectionName}",
        "AllowedHosts",
        .. Sections.SelectMany(section => Settable(section.Options).Select(property => $"{section.Section.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}")),
    ];

    /// <summary>Includes the settings of ASP.NET Core. A list may have an index at the end.</summary>
    public static bool Includes(string variable) =>
        variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal)
        || variable.StartsWith("Logging__", StringComparison.Ordinal)
        || variable.StartsWith("Kestrel__", StringComparison.Ordinal)
        || All.Any(name => variable == name || variable.StartsWith($"{name}__", StringComparison.Ordinal));

    /// <summary>Returns the default of a setting by its name with colons; null if it has no value or does not exist.</summary>
    public static object? DefaultOf(string name) => Sections
        .SelectMany(section => Settable(section.Options).Where(property => $"{section.Section}:{property.Name}" == name))
        .Select(property => property.GetValue(Activator.CreateInstance(property.ReflectedType!)))
        .SingleOrDefault();

    private static IEnumerable<PropertyInfo> Settable(Type options) => options.GetProperties().Where(property => property.CanWrite);
}
