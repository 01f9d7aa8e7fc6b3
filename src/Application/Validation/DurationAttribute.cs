using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CleanAuth.Application.Validation;

/// <summary>
/// Holds an option between two durations. A <see cref="RangeAttribute"/> reads its ends at the first check, which fails
/// when two services in one process make it at once.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute(string minimum, string maximum) : ValidationAttribute
{
    private readonly TimeSpan shortest = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);
    private readonly TimeSpan longest = TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);

    public override bool IsValid(object? value) => value is null || (value is TimeSpan duration && duration >= shortest && duration <= longest);
}
