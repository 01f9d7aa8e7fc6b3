namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The document about OWASP ASVS claims nothing without evidence.</summary>
internal sealed class AsvsTests
{
    private readonly string text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "asvs.md"));

    private AsvsDocument Document => new(text);

    [Test]
    public void Rows_WhenRead_MatchTheApplicableRequirements()
    {
        IEnumerable<string> rows = Document.Rows.Select(row => $"{row.Id}\t{row.Level}");

        Assert.That(rows, Is.EqualTo(AsvsDocument.ReadApplicable()));
    }

    [Test]
    public void Rows_WhenMet_CiteExistingEvidence()
    {
        string[] missing =
        [
            .. from row in Document.Rows
               where row.IsMet
               from citation in AsvsDocument.MissingEvidence(row)
               select $"{row.Id} {citation}",
        ];
        string[] withoutCitation = [.. Document.Rows.Where(row => row.IsMet && row.Citations.Length == 0).Select(row => row.Id)];

        Assert.That(missing, Is.Empty);
        Assert.That(withoutCitation, Is.Empty);
    }

    [Test]
    public void Rows_WhenNotMet_GiveAReason()
    {
        string[] withoutReason = [.. Document.Rows.Where(row => row.State is not ("met" or "open") || row.Evidence.Length < 5).Select(row => row.Id)];

        Assert.That(withoutReason, Is.Empty);
    }

    [Test]
    public void Counts_WhenRead_AreCorrectAndHighEnough()
    {
        AsvsDocument document = Document;

        Assert.That(text, Does.Contain(document.Summary));
        Assert.That(document.ShareMet("L1"), Is.EqualTo(1));
        Assert.That(document.ShareMet("L2"), Is.AtLeast(0.8));
    }

    [TestCase("NoSuchTests.Rows_WhenNotMet_GiveAReason")]
    [TestCase("AsvsTests.Rows_WhenRead_AreGood")]
    [TestCase("attack no-such-category")]
    [TestCase("docs/none.md")]
    [TestCase("SECURITY.md#No such heading")]
    public void Citation_WhenItDoesNotExist_IsReported(string citation)
    {
        AsvsRow row = new AsvsDocument($"| 1.1.1 | L2 | a | met | `{citation}` |").Rows.Single();

        Assert.That(AsvsDocument.MissingEvidence(row), Is.EqualTo([citation]));
    }
}
