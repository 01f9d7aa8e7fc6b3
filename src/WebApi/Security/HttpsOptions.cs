using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Security;

/// <summary>The section <c>Https</c>.</summary>
public sealed record HttpsOptions
{
    public const string Section = "Https";

    /// <summary>
    /// Whether a call over plain HTTP is refused. By default it is outside Development. False says that TLS ends at a proxy
    /// that neither lets plain HTTP through nor says so.
    /// </summary>
    public bool? Required { get; init; }

    /// <summary>How long browsers that came over HTTPS use nothing else (RFC 6797); zero makes them forget it.</summary>
    [Duration("00:00:00", "3650.00:00:00", ErrorMessage = "Set Https:HstsMaxAge between 0 and ten years, for instance 365.00:00:00.")]
    public TimeSpan HstsMaxAge { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Whether that holds for the names below the service's own too.</summary>
    public bool HstsIncludeSubDomains { get; init; } = true;

    public bool IsRequired(IHostEnvironment environment) => Required ?? !environment.IsDevelopment();
}
