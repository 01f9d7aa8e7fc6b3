using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The tables of <c>docs/email.md</c> agree with the code.</summary>
internal sealed class EmailPageTests
{
    private readonly string page = Document.Read("docs/email.md");

    [Test]
    public void Kinds_WhenRead_AreThoseOfTheCode() => Assert.That(Names("Kinds of email"), Is.EquivalentTo(Enum.GetNames<MailKind>()));

    [Test]
    public void Links_WhenRead_AreThoseOfTheCode() => Assert.That(Names("Links"), Is.EquivalentTo(Enum.GetNames<LinkPurpose>()));

    private string[] Names(string section) =>
        [.. MarkdownTable.RowsOf(MarkdownTable.Section(page, section)).Select(row => MarkdownTable.CodeIn(row[0]).First())];
}
