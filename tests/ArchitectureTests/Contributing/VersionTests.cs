using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace CleanAuth.ArchitectureTests.Contributing;

internal sealed class VersionTests
{
    [TestCaseSource(typeof(Layers), nameof(Layers.All))]
    public void Version_WhenBuilt_IsThatOfTheBuildProperties(Assembly assembly)
    {
        string? informational = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

        Assert.That(informational?.Split('+')[0], Is.EqualTo(ReadVersion()));
    }

    [TestCase("clients/typescript/package.json")]
    [TestCase("clients/typescript/package-lock.json")]
    public void Version_WhenInAPackage_IsThatOfTheBuildProperties(string path)
    {
        JsonNode package = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceFile.RepositoryRoot(), path)))!;

        Assert.That((string?)package["version"], Is.EqualTo(ReadVersion()));
    }

    private static string ReadVersion() => XDocument.Load(Path.Combine(SourceFile.RepositoryRoot(), "Directory.Build.props"))
        .Descendants("Version").Single().Value;
}
