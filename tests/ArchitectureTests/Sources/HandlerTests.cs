namespace CleanAuth.ArchitectureTests.Sources;

/// <summary>Every use case has a unit test that names its handler.</summary>
internal sealed class HandlerTests
{
    // Handlers that do not have a unit test yet. The list only shrinks.
    private static readonly string[] KnownUntested = [];

    private static readonly SourceFile[] UnitTests = SourceFile.ReadAll("tests/Application.UnitTests");

    private static IEnumerable<string> Handlers =>
        from path in SourceFile.PathsOf("src/Application", "*Handler.cs")
        select Path.GetFileNameWithoutExtension(path);

    [Test]
    public void Handlers_WhenWritten_AreNamedInUnitTests()
    {
        string[] untested = [.. Untested(Handlers)];

        Assert.That(Handlers.Count(), Is.GreaterThan(60));
        Assert.That(untested, Is.EquivalentTo(KnownUntested), "Add a test to tests/Application.UnitTests that names the handler.");
    }

    [TestCase("NoSuchHandler", ExpectedResult = true)]
    [TestCase("RegisterUserHandler", ExpectedResult = false)]
    public bool Handlers_WhenNoUnitTestNamesThem_AreReported(string handler) => Untested([handler]).Any();

    private static IEnumerable<string> Untested(IEnumerable<string> handlers) =>
        handlers.Where(handler => !UnitTests.Any(file => file.Text.Contains($"{handler} ", StringComparison.Ordinal)
            || file.Text.Contains($"{handler}(", StringComparison.Ordinal)
            || file.Text.Contains($"{handler}>", StringComparison.Ordinal)));
}
