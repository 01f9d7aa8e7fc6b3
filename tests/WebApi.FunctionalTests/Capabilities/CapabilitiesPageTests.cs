using System.Text.RegularExpressions;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.WebApi.FunctionalTests.Documentation;

namespace CleanAuth.WebApi.FunctionalTests.Capabilities;

/// <summary>
/// The section "Capabilities" of <c>docs/security.md</c> names every capability, the acts that void it, and a test for each.
/// </summary>
internal sealed class CapabilitiesPageTests
{
    private readonly string section = MarkdownTable.Section(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "security.md")), "Capabilities");

    private string[][] Rows => MarkdownTable.RowsOf(section);

    [Test]
    public void CapabilityRows_WhenRead_MatchTheTestedTable()
    {
        Dictionary<string, string> documented = Rows.ToDictionary(row => NameOf(row), row => row[3]);
        Dictionary<string, string> tried = CapabilityTests.Table.ToDictionary(
            row => row.Capability.Name,
            row => string.Join("; ", row.Acts.Select(act => act.Name)));

        Assert.That(documented.Where(row => tried.ContainsKey(row.Key)), Is.EquivalentTo(tried));
    }

    [Test]
    public void CapabilityRows_WhenRead_CiteExistingTests()
    {
        string[] bare = [.. Rows.Where(row => row.Length != 5 || MarkdownTable.CodeIn(row[4]).Length == 0).Select(NameOf)];
        string[] missing = [.. Rows.SelectMany(row => AsvsDocument.MissingEvidence(new AsvsRow(NameOf(row), "", "", "met", row[4])))];

        Assert.That(Rows, Has.Length.AtLeast(CapabilityTests.Table.Length));
        Assert.That(bare, Is.Empty);
        Assert.That(missing, Is.Empty);
    }

    // A new link purpose or email kind fails here until the document says what voids it.
    [Test]
    public void Section_WhenRead_HasEveryLinkAndEveryEmail()
    {
        Assert.That(
            Rows.SelectMany(row => MarkdownTable.CodeIn(row[0])).Where(code => Enum.TryParse(code, out LinkPurpose _)),
            Is.EquivalentTo(Enum.GetNames<LinkPurpose>()));
        Assert.That(
            MarkdownTable.CodeIn(section).Where(code => Enum.TryParse(code, out EmailKind _)),
            Is.SupersetOf(Enum.GetNames<EmailKind>()));
    }

    // "link to log in (`LogIn`)" is the row of "link to log in".
    private static string NameOf(string[] row) => Regex.Replace(row[0], @" \(.*\)$", "");
}
