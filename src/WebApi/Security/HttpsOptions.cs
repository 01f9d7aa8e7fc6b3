using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Security;

/// <summary>The section <c>Https</c>.</summary>
public sealed record HttpsOptions
{
    public const string Section = "Https";

    /// <summary>
    /// Whether plain HTTP is refused; the default is true outside Development. Use false if TLS ends at a proxy that refuses plain
    /// HTTP and sends no <c>X-Forwarded-Proto</c>.
    /// </summary>
    public bool? Required { get; init; }

    /// <summary>The time for which browsers use only HTTPS (HSTS, RFC 6797). Zero removes the host from the browser's list.</summary>
    [Duration("00:00:00", "3650.00:00:00", ErrorMessage = "Set Https:HstsMaxAge between 0 and ten years, for instance 365.00:00:00.")]
    public TimeSpan HstsMaxAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether HSTS includes subdomains.</summary>
    public bool HstsIncludeSubDomains { get; init; } = true;

    public bool IsRequired(IHostEnvironment environment) => Required ?? !environment.IsDevelopment();
}
