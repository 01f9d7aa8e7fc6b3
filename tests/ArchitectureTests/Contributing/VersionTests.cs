using System.Reflection;
using System.Xml.Linq;

namespace CleanAuth.ArchitectureTests.Contributing;

internal sealed class VersionTests
{
    [TestCaseSource(typeof(Layers), nameof(Layers.All))]
    public void Version_WhenBuilt_IsThatOfTheBuildProperties(Assembly assembly)
    {
        XDocument properties = XDocument.Load(Path.Combine(SourceFile.RepositoryRoot(), "Directory.Build.props"));

        string? informational = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

        Assert.That(informational?.Split('+')[0], Is.EqualTo(properties.Descendants("Version").Single().Value));
    }
}
