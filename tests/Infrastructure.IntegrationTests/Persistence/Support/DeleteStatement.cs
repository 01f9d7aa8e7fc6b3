using System.Text.RegularExpressions;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Parses the DELETE statements of EF Core. On SQL Server they name the table last and may follow SET statements.</summary>
internal static partial class DeleteStatement
{
    /// <summary>The table from which the statement deletes rows; null if it deletes none.</summary>
    public static string? TableOf(string text)
    {
        Match match = Statement().Match(text);
        return match.Success ? match.Groups["table"].Value : null;
    }

    // SQLite and PostgreSQL: DELETE FROM "T" AS t. SQL Server: DELETE TOP(@p) FROM [t] FROM [T] AS [t], or SET …; DELETE FROM [T].
    [GeneratedRegex("""^(SET [A-Z_ ]+;\s*)*DELETE (TOP\([^)]*\) )?FROM (\[\w+\]\s+FROM )?["\[](?<table>\w+)["\]]""")]
    private static partial Regex Statement();
}
