using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The settings in the tables of <c>docs/configuration.md</c>.</summary>
internal static partial class ConfigurationPage
{
    public static DocumentedSetting[] Settings { get; } =
    [
        .. from row in MarkdownTable.RowsOf(Document.Read("docs/configuration.md"))
           let value = CodeAlone().Match(row[1])
           select new DocumentedSetting(row[0].Trim('`'), value.Success ? value.Groups["code"].Value : null, row[2]),
    ];

    [GeneratedRegex("^`(?<code>[^`]+)`$")]
    private static partial Regex CodeAlone();
}

/// <summary>A row of the tables; the default is null if the page describes it in words.</summary>
internal sealed record DocumentedSetting(string Name, string? Default, string MustBeSetInProduction);
