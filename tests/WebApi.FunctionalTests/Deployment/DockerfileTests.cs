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
    public void DataFolder_WhenTheUserIsInGroup0_IsWritable() =>
        Assert.That(lines, Has.One.EqualTo("RUN mkdir data && chown $APP_UID:0 data && chmod 2770 data"));

    [Test]
    public void Image_WhenRun_HasAHealthCheck() => Assert.That(lines, Has.Some.StartsWith("HEALTHCHECK "));

    [Test]
    public void Image_WhenBuilt_KeepsIcu() =>
        Assert.That(string.Join('\n', lines), Does.Not.Contain("INVARIANT").And.Not.Contain("alpine").And.Not.Contain("chiseled"));

    [Test]
    public void EverySource_WhenCopied_Exists() =>
        Assert.That(Sources, Is.Not.Empty.And.All.Matches<string>(source => Path.Exists(Path.Combine(RepositoryRoot.Path, source))));

    [Test]
    public void EveryBaseImage_WhenRead_HasAnExactTag()
    {
        string[] images = [.. lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])];

        Assert.That(images, Has.Length.EqualTo(2).And.All.Matches<string>(ImageName.IsExact));
    }

    [TestCase("mcr.microsoft.com/dotnet/sdk:10.0.401-noble", true)]
    [TestCase("postgres:17.10", true)]
    [TestCase("axllent/mailpit:v1.29.0", true)]
    [TestCase("mcr.microsoft.com/mssql/server:2022-CU27-ubuntu-22.04", true)]
    [TestCase("mcr.microsoft.com/dotnet/sdk:10.0", false)]
    [TestCase("mcr.microsoft.com/mssql/server:2022-latest", false)]
    [TestCase("axllent/mailpit:latest", false)]
    [TestCase("axllent/mailpit:v1", false)]
    [TestCase("postgres:17", false)]
    [TestCase("postgres", false)]
    [TestCase("registry.example.com:5000/postgres", false)]
    public void ImageName_WhenItsTagMayMove_IsNotExact(string image, bool isExact) =>
        Assert.That(ImageName.IsExact(image), Is.EqualTo(isExact));

    [Test]
    public void Image_WhenBuilt_HoldsNoTestsAndNoHistory()
    {
        Assert.That(Sources, Is.All.StartsWith("src/").Or.EqualTo("global.json").Or.EqualTo(".editorconfig").Or.StartsWith("Directory."));
        Assert.That(
            File.ReadAllLines(Path.Combine(RepositoryRoot.Path, ".dockerignore")),
            Is.SupersetOf([".git", ".env", "tests", "**/data"]));
    }

    [Test]
    public void Image_WhenBuilt_HoldsNoSecret() => Assert.That(
        lines.Where(line => Regex.IsMatch(line, "(?i)^(ENV|ARG) .*(password|secret|signingkey|token)")),
        Is.Empty);
}
