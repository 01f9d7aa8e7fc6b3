using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Tokens;

/// <summary>The section <c>Tokens</c>, as far as use cases need it.</summary>
public record TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The <c>iss</c> claim: the public address of this service.</summary>
    [Required(ErrorMessage = "Set Tokens:Issuer to the public address of this service, such as https://accounts.example.com.")]
    public string Issuer { get; init; } = null!;

    /// <summary>How long an access token is good.</summary>
    [Duration("00:00:10", "1.00:00:00", ErrorMessage = "Set Tokens:AccessTokenLifetime between 10 seconds and a day, for instance 00:05:00.")]
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a refresh token is good.</summary>
    [Duration("00:01:00", "365.00:00:00", ErrorMessage = "Set Tokens:RefreshTokenLifetime between a minute and 365 days, for instance 1.00:00:00.")]
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a session lasts, however often it is refreshed.</summary>
    [Duration("00:01:00", "3650.00:00:00", ErrorMessage = "Set Tokens:SessionLifetime between a minute and ten years, for instance 30.00:00:00.")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How many live sessions an account has at most, and as many of the pages for staff; the next login ends the least recently
    /// used one.
    /// </summary>
    [Range(1, 10_000, ErrorMessage = "Set Tokens:MaxSessions between 1 and 10000, for instance 100.")]
    public int MaxSessions { get; init; } = 100;

    /// <summary>
    /// How long a used refresh token that comes again, from another tab or as a retry, still returns the session's live token. At most
    /// 10 seconds once its successor was used.
    /// </summary>
    [Duration("00:00:00", "00:01:00", ErrorMessage = "Set Tokens:ReuseLeeway between 0 and a minute.")]
    public TimeSpan ReuseLeeway { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a refresh token is exchanged for a new one at each use.</summary>
    public bool RotateRefreshTokens { get; init; } = true;

    /// <summary>Whether access tokens say what the account may do: its groups, its permissions, and whether it is staff or a superuser.</summary>
    public bool IncludePermissions { get; init; }

    /// <summary>Whether access tokens say, as <c>email_verified</c>, that mail to the address reaches the owner.</summary>
    public bool IncludeEmailVerified { get; init; }

    /// <summary>Whether the profile carries the session's tokens, as the original's does.</summary>
    public bool IncludeInUserResponse { get; init; }
}
