using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>Errors that must make a build fail.</summary>
internal sealed class BuildTests
{
    private const string AutoMapper = "https://github.com/advisories/GHSA-rvv3-g6hj-g44x";

    // Weak and broken cryptography, and log messages that are not constant.
    private static readonly string[] Rules = ["CA2254", "CA5350", "CA5351"];

    private readonly XDocument properties = XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Build.props"));

    [Test]
    public void VulnerablePackage_WhenReferenced_FailsTheBuild()
    {
        string?[] suppressed = [.. properties.Descendants("NuGetAuditSuppress").Select(item => item.Attribute("Include")?.Value)];

        Assert.That((Value("NuGetAuditMode"), Value("TreatWarningsAsErrors")), Is.EqualTo(("all", "true")));
        Assert.That(Value("NoWarn"), Does.Not.Contain("NU19"));
        Assert.That(suppressed, Is.EqualTo(new[] { AutoMapper }));
    }

    [Test]
    public void UnsafeCode_WhenWritten_FailsTheBuild()
    {
        string[] lenient = [.. ReadAll("*.csproj").Where(text => text.Contains("AllowUnsafeBlocks", StringComparison.Ordinal))];

        Assert.That(Value("AnalysisLevel"), Is.EqualTo("latest-recommended"));
        Assert.That(lenient, Is.Empty);
    }

    [Test]
    public void Rules_WhenAllProjectFilesAreRead_KeepTheirSeverity()
    {
        string editorConfig = File.ReadAllText(Path.Combine(RepositoryRoot.Path, ".editorconfig"));
        string settings = editorConfig + properties + string.Concat(ReadAll("*.csproj"));

        Assert.That(Rules.Where(rule => Regex.IsMatch(settings, rule)), Is.Empty);
    }

    private string? Value(string name) => properties.Descendants(name).SingleOrDefault()?.Value;

    private static IEnumerable<string> ReadAll(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), pattern, SearchOption.AllDirectories).Select(File.ReadAllText);
}
