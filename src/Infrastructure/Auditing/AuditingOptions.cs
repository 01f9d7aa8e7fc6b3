using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.Auditing;

/// <summary>The section <c>Auditing</c>.</summary>
public sealed record AuditingOptions
{
    public const string Section = "Auditing";

    /// <summary>How long security events and ended sessions are kept.</summary>
    [Duration(
        "1.00:00:00",
        "3650.00:00:00",
        ErrorMessage = "Set Auditing:Retention between a day and ten years, for instance 90.00:00:00.")]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);
}
