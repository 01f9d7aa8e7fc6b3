using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>Compares a default in words, such as "30 days", with the value of a setting, such as <c>30.00:00:00</c>.</summary>
internal static partial class DefaultWords
{
    public static bool Agree(string words, string value) => value switch
    {
        "true" => Regex.IsMatch(words, "on|yes"),
        "false" => words.Contains("off", StringComparison.Ordinal),

        // The page describes zero by its meaning: "none", "processors less one".
        "0" or "00:00:00" => !Regex.IsMatch(words, @"\d"),
        _ => Numbers(words).Contains(NumberOf(value)),
    };

    private static double NumberOf(string value) => value.Contains(':', StringComparison.Ordinal)
        ? TimeSpan.Parse(value, CultureInfo.InvariantCulture).TotalSeconds
        : double.Parse(value, CultureInfo.InvariantCulture);

    private static IEnumerable<double> Numbers(string words) => Number().Matches(words).Select(match =>
        double.Parse(match.Groups["number"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) * FactorOf(match.Groups["unit"].Value));

    private static double FactorOf(string unit) => unit switch
    {
        "minute" => 60,
        "hour" => 3600,
        "day" => 86_400,
        "KiB" => 1024,
        _ => 1,
    };

    [GeneratedRegex(@"(?<number>\d[\d,]*)(?: (?<unit>minute|hour|day|KiB))?")]
    private static partial Regex Number();
}
