using CleanAuth.Application.Auditing;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>A table that explains a list of names has each name of the code and no other.</summary>
internal sealed class TablesOfNamesTests
{
    private static readonly TestCaseData[] Tables =
    [
        new("docs/api.md", "Security events", EventKindNames.Names),
        new("docs/email.md", "Kinds of email", Enum.GetNames<EmailKind>()),
        new("docs/email.md", "Links", Enum.GetNames<LinkPurpose>()),
        new("docs/admin.md", "Rights", Permissions.All),
    ];

    [TestCaseSource(nameof(Tables))]
    public void Table_WhenRead_HasTheNamesOfTheCode(string page, string section, IEnumerable<string> names)
    {
        string[][] rows = MarkdownTable.RowsOf(MarkdownTable.Section(Document.Read(page), section));

        Assert.That(rows.SelectMany(row => MarkdownTable.CodeIn(row[0]).Take(1)), Is.EquivalentTo(names));
    }
}
