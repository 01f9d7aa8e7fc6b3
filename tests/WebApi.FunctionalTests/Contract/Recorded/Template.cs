using System.Globalization;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>Text with <c>${name}</c> for a variable and <c>${rep:TEXT:N}</c> for TEXT repeated N times.</summary>
internal static partial class Template
{
    private const string Repetition = "rep:";

    /// <exception cref="KeyNotFoundException">No earlier step gave the variable a value.</exception>
    public static string Expand(string template, IReadOnlyDictionary<string, string> variables) =>
        Placeholder().Replace(template, placeholder => Value(placeholder.Groups["name"].Value, variables));

    private static string Value(string name, IReadOnlyDictionary<string, string> variables)
    {
        if (!name.StartsWith(Repetition, StringComparison.Ordinal))
        {
            return variables[name];
        }

        int colon = name.LastIndexOf(':');
        string text = name[Repetition.Length..colon];
        return string.Concat(Enumerable.Repeat(text, int.Parse(name[(colon + 1)..], CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"\$\{(?<name>[^{}]*)\}")]
    private static partial Regex Placeholder();
}
