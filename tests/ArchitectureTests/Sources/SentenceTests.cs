namespace CleanAuth.ArchitectureTests.Sources;

/// <summary>Comments, documents, messages, pages and emails are plain English: a sentence begins with its subject.</summary>
internal sealed class SentenceTests
{
    // Its comments are those of the C# code.
    private const string GeneratedTypes = "schema.ts";

    private static readonly string[] Patterns = ["*.cs", "*.js", "*.cshtml", "*.liquid"];

    private static readonly string[] TypeScript = ["*.ts", "*.tsx"];

    private static readonly SourceFile[] Files =
    [
        .. Patterns.SelectMany(pattern => SourceFile.ReadAll("src", pattern)),
        .. Patterns.SelectMany(pattern => SourceFile.ReadAll("tests", pattern)),
        .. TypeScript.SelectMany(pattern => SourceFile.ReadAll("clients", pattern)).Where(file => file.Name != GeneratedTypes),
        .. TypeScript.SelectMany(pattern => SourceFile.ReadAll("samples", pattern)),
        .. SourceFile.ReadAll("docs", "*.md"),
        .. SourceFile.ReadAll("clients", "*.md"),
        .. SourceFile.ReadAll("samples", "*.md"),
        .. SourceFile.ReadRoot("*.md"),
    ];

    [Test]
    public void Sentences_WhenWritten_BeginWithTheirSubject()
    {
        string[] found =
        [
            .. from file in Files
               where file.Name != $"{nameof(SentenceTests)}.cs" // the samples in this file break the rule
               from sentence in Sentences.Banned(file)
               select $"{file.Path}:{sentence.Line}: {sentence.Text}",
        ];

        Assert.That(
            found,
            Is.Empty,
            "Name the subject: write \"A caller who …\" for \"Who …\", \"The part that …\" for \"What …\", " +
            "\"Otherwise …\" for \"Or …\". Headings and questions are free.");
    }

    [TestCase("src/A.cs", "// Who leaves has logged in.", ExpectedResult = "1: Who leaves has logged in.")]
    [TestCase("src/A.cs", "class A\n{\n    // One sentence. What is new\n    // comes next.", ExpectedResult = "3: What is new")]
    [TestCase("src/A.cs", "    /// <summary>What it is.</summary>", ExpectedResult = "1: What it is.")]
    [TestCase("src/A.cs", "/// <summary>\n/// Of two changes the later.\n/// </summary>", ExpectedResult = "2: Of two changes the later.")]
    [TestCase("src/A.cs", "/// <param name=\"id\">Whoever asks.</param>", ExpectedResult = "1: Whoever asks.")]
    [TestCase("src/A.cs", "    int a; // Or nothing.", ExpectedResult = "1: Or nothing.")]
    [TestCase("src/A.cs", "log(\"Nobody is left.\");", ExpectedResult = "1: Nobody is left.")]
    [TestCase("src/A.cs", "throw new E($\"No key {id}. Or it is lost.\");", ExpectedResult = "1: Or it is lost.")]
    [TestCase("src/A.js", "// Somebody may press it twice.", ExpectedResult = "1: Somebody may press it twice.")]
    [TestCase("clients/a.ts", "/** Who asks. */", ExpectedResult = "1: Who asks. ")]
    [TestCase("clients/a.ts", "/**\n * One sentence.\n * What is next.\n */", ExpectedResult = "3: What is next.")]
    [TestCase("clients/a.tsx", "a(); // Or nothing.", ExpectedResult = "1: Or nothing.")]
    [TestCase("docs/a.md", "Text.\n\nWhat counts is this.", ExpectedResult = "3: What counts is this.")]
    [TestCase("docs/a.md", "- Who logs in", ExpectedResult = "1: Who logs in")]
    [TestCase("docs/a.md", "| a | b |\n|---|---|\n| c | What it does |", ExpectedResult = "3: What it does ")]
    [TestCase("src/A.cshtml", "<p>\n    Nobody has logged in.</p>", ExpectedResult = "2: Nobody has logged in.")]
    [TestCase("src/a.liquid", "<p>Hello.</p>\n<p>Somebody <b>logged</b> in.</p>", ExpectedResult = "2: Somebody logged in.")]
    [TestCase("src/A.cs", "// Who asks? The caller.", ExpectedResult = "")]
    [TestCase("src/A.cs", "// The caller\n// knows What it is.", ExpectedResult = "")]
    [TestCase("src/A.cs", "bool Or(bool a) => Of(a);", ExpectedResult = "")]
    [TestCase("tests/A.cs", "Assert.Fail(\"Who is this.\");", ExpectedResult = "")]
    [TestCase("docs/a.md", "# What it is", ExpectedResult = "")]
    [TestCase("docs/a.md", "| What | Who |\n|---|---|\n| a | b |", ExpectedResult = "")]
    [TestCase("docs/a.md", "```\nWhat is code\n```\nText `Or` text.", ExpectedResult = "")]
    [TestCase("src/A.cshtml", "<h2>What changed</h2><th>Who</th>", ExpectedResult = "")]
    public string Sentences_WhenTheyBeginWithABannedWord_AreReported(string path, string text) =>
        string.Join(", ", Sentences.Banned(new SourceFile(path, text)).Select(sentence => $"{sentence.Line}: {sentence.Text}"));
}
