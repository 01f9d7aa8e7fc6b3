using System.Text.RegularExpressions;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Reads the DELETE statements that EF Core writes. On SQL Server they name the table last and may follow settings.</summary>
internal static partial class DeleteStatement
{
    /// <summary>The table that the statement deletes rows of; null where it deletes none.</summary>
    public static string? TableOf(string text)
    {
        Match match = Statement().Match(text);
        return match.Success ? match.Groups["table"].Value : null;
    }

    // SQLite and PostgreSQL: DELETE FROM "T" AS t. SQL Server: DELETE TOP(@p) FROM [t] FROM [T] AS [t], or SET …; DELETE FROM [T].
    [GeneratedRegex("""^(SET [A-Z_ ]+;\s*)*DELETE (TOP\([^)]*\) )?FROM (\[\w+\]\s+FROM )?["\[](?<table>\w+)["\]]""")]
    private static partial Regex Statement();
}
