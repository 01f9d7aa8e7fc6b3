using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CleanAuth.Application.Validation;

/// <summary>
/// Limits an option to a range of durations.
/// A <see cref="RangeAttribute"/> cannot be used: it parses its limits at the first check, which fails if two threads do so at once.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DurationAttribute(string minimum, string maximum) : ValidationAttribute
{
    private readonly TimeSpan shortest = TimeSpan.Parse(minimum, CultureInfo.InvariantCulture);
    private readonly TimeSpan longest = TimeSpan.Parse(maximum, CultureInfo.InvariantCulture);

    public override bool IsValid(object? value) =>
        value is null || (value is TimeSpan duration && duration >= shortest && duration <= longest);
}
