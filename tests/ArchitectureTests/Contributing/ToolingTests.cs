using System.Text.RegularExpressions;

namespace CleanAuth.ArchitectureTests.Contributing;

internal sealed partial class ToolingTests
{
    [Test]
    public void Makefile_WhenRead_DescribesEveryTarget()
    {
        string makefile = Read("Makefile");

        string[] targets = Phony().Match(makefile).Groups["targets"].Value.Split(' ');

        Assert.That(DescribedTarget().Matches(makefile).Select(match => match.Groups["target"].Value), Is.EqualTo(targets));
        Assert.That(targets, Is.EquivalentTo(Target().Matches(makefile).Select(match => match.Groups["target"].Value)));
    }

    [Test]
    public void Workflow_WhenRead_RunsTheSameScriptAsTheMakefile()
    {
        Assert.That(Read(".github/workflows/ci.yml"), Does.Contain("run: bash .ci/run\n"));
        Assert.That(Read("Makefile"), Does.Contain("\tbash .ci/run\n"));
    }

    [Test]
    public void DevContainer_WhenRead_HasTheSdkOfTheImage()
    {
        string image = Regex.Match(Read("Dockerfile"), "FROM (?<image>[^ ]+/dotnet/sdk:[^ ]+)").Groups["image"].Value;

        Assert.That(Read(".devcontainer/devcontainer.json"), Does.Contain($"\"image\": \"{image}\""));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceFile.RepositoryRoot(), path));

    [GeneratedRegex("^\\.PHONY: (?<targets>.*)$", RegexOptions.Multiline)]
    private static partial Regex Phony();

    [GeneratedRegex("^(?<target>[a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex("^(?<target>[a-z-]+):[^#\n]*## .", RegexOptions.Multiline)]
    private static partial Regex DescribedTarget();
}
