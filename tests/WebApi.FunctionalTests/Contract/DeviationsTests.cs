using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

internal sealed class DeviationsTests
{
    private static readonly Exchange Step = new() { Id = "made-up/01", Name = "made up" };

    [Test]
    [Category("Documents")]
    public void Deviations_WhenListed_AreExplainedInTheDocument()
    {
        string path = Path.Combine(RepositoryRoot(), "docs", "deviations.md");

        string document = new DeviationsDocument(Recording.Load(), Deviations.Load()).ToString();

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, document);
        }

        Assert.That(
            File.ReadAllText(path).ReplaceLineEndings("\n"),
            Is.EqualTo(document),
            "docs/deviations.md is stale: run this test with UPDATE_DOCS=1.");
    }

    [Test]
    public void Deviations_WhenListed_NameExistingSteps()
    {
        IEnumerable<string> steps = Recording.Load().Steps.Select(step => step.Id);

        IEnumerable<string> listed = Deviations.Load().Reasons.Keys;

        Assert.That(listed, Is.SubsetOf(steps));
    }

    [Test]
    public void Deviations_WhenAnUnlistedStepDiffers_ReportStepAndDifference()
    {
        Deviations deviations = new(new Dictionary<string, string>());

        IEnumerable<string> problems = deviations.Problems([new StepResult(Step, ["status should be 200, is 500"])]);

        Assert.That(problems, Is.EqualTo(["made-up/01 made up: status should be 200, is 500"]));
    }

    [Test]
    public void Deviations_WhenAListedStepDiffers_ReportNothing()
    {
        Deviations deviations = new(new Dictionary<string, string> { [Step.Id] = "on purpose" });

        IEnumerable<string> problems = deviations.Problems([new StepResult(Step, ["status should be 200, is 204"])]);

        Assert.That(problems, Is.Empty);
    }

    [Test]
    public void Deviations_WhenAListedStepNoLongerDiffers_RequireItsRemoval()
    {
        Deviations deviations = new(new Dictionary<string, string> { [Step.Id] = "on purpose" });

        IEnumerable<string> problems = deviations.Problems([new StepResult(Step, [])]);

        Assert.That(problems, Has.One.Contains("remove it from deviations.json"));
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CleanAuth.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
    }
}
