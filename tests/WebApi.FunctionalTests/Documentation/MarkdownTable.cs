using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The rows of a table in a document, their cells trimmed.</summary>
internal static class MarkdownTable
{
    /// <summary>All rows of the document, without headers and separators.</summary>
    public static string[][] RowsOf(string document)
    {
        string[] lines = document.Split('\n');
        return
        [
            .. from index in Enumerable.Range(0, lines.Length)
               where lines[index].StartsWith('|') && !IsLine(lines[index]) && (index + 1 == lines.Length || !IsLine(lines[index + 1]))
               select lines[index].Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray(),
        ];
    }

    /// <summary>The text under a heading of the second level.</summary>
    public static string Section(string document, string heading) =>
        Regex.Match(document, $@"(?ms)^## {Regex.Escape(heading)}\n(?<text>.*?)(?=^## |\z)").Groups["text"].Value;

    /// <summary>The parts of a text between backticks.</summary>
    public static string[] CodeIn(string text) => [.. Regex.Matches(text, "`(?<code>[^`]+)`").Select(match => match.Groups["code"].Value)];

    private static bool IsLine(string line) => Regex.IsMatch(line, @"^\|[-| :]+\|\s*$");
}
