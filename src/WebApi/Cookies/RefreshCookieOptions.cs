using System.ComponentModel.DataAnnotations;

namespace CleanAuth.WebApi.Cookies;

/// <summary>The section <c>Cookies</c>.</summary>
public sealed record RefreshCookieOptions
{
    public const string Section = "Cookies";

    /// <summary>Whether a browser app may keep its refresh token in a cookie.</summary>
    public bool Enabled { get; init; }

    /// <summary>The attribute SameSite of the cookie: <c>Strict</c> or <c>Lax</c>.</summary>
    [AllowedValues(SameSiteMode.Strict, SameSiteMode.Lax, ErrorMessage = "Set Cookies:SameSite to Strict or Lax.")]
    public SameSiteMode SameSite { get; init; } = SameSiteMode.Strict;
}
