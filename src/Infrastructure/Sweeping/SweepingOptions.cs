using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.Sweeping;

/// <summary>The section <c>Sweeping</c>.</summary>
public sealed record SweepingOptions
{
    public const string Section = "Sweeping";

    public bool Enabled { get; init; } = true;

    /// <summary>The time between the starts of two sweeps, over all instances.</summary>
    [Duration("00:00:10", "7.00:00:00", ErrorMessage = "Set Sweeping:Period between 10 seconds and 7 days, for instance 00:10:00.")]
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(10);
}
