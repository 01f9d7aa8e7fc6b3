using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.Sweeping;

/// <summary>The section <c>Sweeping</c>.</summary>
public sealed record SweepingOptions
{
    public const string Section = "Sweeping";

    public bool Enabled { get; init; } = true;

    /// <summary>How often one of the instances sweeps, from the beginning of one sweep to that of the next.</summary>
    [Duration("00:00:10", "7.00:00:00", ErrorMessage = "Set Sweeping:Period between 10 seconds and 7 days, for instance 00:10:00.")]
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(10);
}
