using CleanAuth.Application.Validation;

namespace CleanAuth.Application.Admin;

/// <summary>The section <c>Admin</c>: the pages at <c>/admin/</c> and the API at <c>/api/admin/</c>.</summary>
public sealed record AdminOptions
{
    public const string Section = "Admin";

    /// <summary>Whether the pages for staff are available; the API does not depend on them.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether the API for staff is available; the pages do not depend on it.</summary>
    public bool ApiEnabled { get; init; } = true;

    /// <summary>How long a session of the pages lasts, however much it is used.</summary>
    [Duration("00:05:00", "7.00:00:00", ErrorMessage = "Set Admin:SessionLifetime between 5 minutes and 7 days, for instance 08:00:00.")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How long a session of the pages lasts without being used.</summary>
    [Duration("00:05:00", "1.00:00:00", ErrorMessage = "Set Admin:IdleTimeout between 5 minutes and a day, for instance 00:30:00.")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(30);
}
