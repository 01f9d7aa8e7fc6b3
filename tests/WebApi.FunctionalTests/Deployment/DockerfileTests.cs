using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

internal sealed class DockerfileTests
{
    private readonly string[] lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "Dockerfile"));

    private string[] Sources =>
    [
        .. lines
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => Regex.Split(line["COPY ".Length..], @"\s+")[..^1]),
    ];

    [Test]
    public void Image_WhenRun_IsNotRoot() => Assert.That(
        lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)),
        Is.EqualTo("USER $APP_UID"));

    [Test]
    public void Image_WhenRun_SaysHowItIs() => Assert.That(lines, Has.Some.StartsWith("HEALTHCHECK "));

    [Test]
    public void Image_WhenBuilt_KeepsIcu() =>
        Assert.That(string.Join('\n', lines), Does.Not.Contain("INVARIANT").And.Not.Contain("alpine").And.Not.Contain("chiseled"));

    [Test]
    public void EverySource_WhenCopied_Exists() =>
        Assert.That(Sources, Is.Not.Empty.And.All.Matches<string>(source => Path.Exists(Path.Combine(RepositoryRoot.Path, source))));

    [Test]
    public void Image_WhenBuilt_HoldsNoTestsAndNoHistory()
    {
        Assert.That(Sources, Is.All.StartsWith("src/").Or.EqualTo("global.json").Or.EqualTo(".editorconfig").Or.StartsWith("Directory."));
        Assert.That(File.ReadAllLines(Path.Combine(RepositoryRoot.Path, ".dockerignore")), Is.SupersetOf([".git", ".env", "tests", "**/data"]));
    }

    [Test]
    public void Image_WhenBuilt_HoldsNoSecret() => Assert.That(
        lines.Where(line => Regex.IsMatch(line, "(?i)^(ENV|ARG) .*(password|secret|signingkey|token)")),
        Is.Empty);
}
