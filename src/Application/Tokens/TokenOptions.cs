using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Tokens;

/// <summary>The part of the section <c>Tokens</c> that use cases need.</summary>
public record TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The <c>iss</c> claim: the public address of this service.</summary>
    [Required(ErrorMessage = "Set Tokens:Issuer to the public address of this service, such as https://accounts.example.com.")]
    public string Issuer { get; init; } = null!;

    /// <summary>How long an access token is valid.</summary>
    [Duration(
        "00:00:10",
        "1.00:00:00",
        ErrorMessage = "Set Tokens:AccessTokenLifetime between 10 seconds and a day, for instance 00:05:00.")]
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a refresh token is valid.</summary>
    [Duration(
        "00:01:00",
        "365.00:00:00",
        ErrorMessage = "Set Tokens:RefreshTokenLifetime between a minute and 365 days, for instance 1.00:00:00.")]
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a session lasts, however often it is refreshed.</summary>
    [Duration(
        "00:01:00",
        "3650.00:00:00",
        ErrorMessage = "Set Tokens:SessionLifetime between a minute and ten years, for instance 30.00:00:00.")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The largest number of live sessions of an account. Sessions of the admin pages have the same limit of their own. A further login
    /// ends the least recently used session.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Set Tokens:MaxSessions between 1 and 10000, for instance 100.")]
    public int MaxSessions { get; init; } = 100;

    /// <summary>
    /// How long a used refresh token still returns the live token of the session, for parallel tabs and retries. At most 10 seconds if its
    /// successor was used.
    /// </summary>
    [Duration("00:00:00", "00:01:00", ErrorMessage = "Set Tokens:ReuseLeeway between 0 and a minute.")]
    public TimeSpan ReuseLeeway { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a refresh token is exchanged for a new one at each use.</summary>
    public bool RotateRefreshTokens { get; init; } = true;

    /// <summary>Whether access tokens contain groups, permissions and the staff and superuser flags.</summary>
    public bool IncludePermissions { get; init; }

    /// <summary>Whether access tokens contain the claim <c>email_verified</c>.</summary>
    public bool IncludeEmailVerified { get; init; }

    /// <summary>Whether <c>GET /api/user/</c> returns the tokens of the session, as the Django original does.</summary>
    public bool IncludeInUserResponse { get; init; }
}
