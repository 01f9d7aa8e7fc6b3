using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

internal sealed class ComposeFileTests
{
    private readonly YamlMappingNode services = ReadServices();

    [TestCase("api")]
    [TestCase("api-on-postgresql")]
    public void Api_WhenItsEnvironmentIsRead_SetsOnlyWhatTheServiceReads(string service)
    {
        string[] names = [.. EnvironmentOf(service).Select(variable => variable.Name)];

        Assert.Multiple(() =>
        {
            Assert.That(names, Is.Not.Empty);
            Assert.That(names, Is.All.Matches<string>(KnownSettings.Includes));
        });
    }

    [Test]
    public void EveryService_WhenItsEnvironmentIsRead_ContainsNoSecret()
    {
        foreach ((string service, _) in services.Select(entry => (entry.Key.ToString(), entry.Value)))
        {
            foreach ((string name, string value) in EnvironmentOf(service))
            {
                string secret = Regex.Match(value, "(?i)password=(?<value>[^;]*)").Groups["value"].Value;
                string judged = name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) ? value : secret;

                Assert.That(judged, Is.Empty.Or.Match(@"^\$\{\w+:[?-][^}]*\}$").And.Not.Match(":-[^}]"), $"{service}: {name}");
            }
        }
    }

    [Test]
    public void EveryService_WhenRead_HasAHealthCheck() => Assert.That(
        services.Select(service => service.Value["healthcheck"]["test"]),
        Is.All.InstanceOf<YamlSequenceNode>());

    [TestCase("api", "database")]
    [TestCase("api-on-postgresql", "postgresql")]
    public void Api_WhenStarted_WaitsForAHealthyDatabase(string service, string database) => Assert.That(
        services[service]["depends_on"][database]["condition"].ToString(),
        Is.EqualTo("service_healthy"));

    [Test]
    public void EveryImage_WhenRead_HasAnExactTag()
    {
        string[] images =
        [
            .. services.Select(service => service.Value).OfType<YamlMappingNode>()
                .Where(service => service.Children.ContainsKey("image"))
                .Select(service => service["image"].ToString()),
        ];

        Assert.That(images, Is.Not.Empty.And.All.Matches<string>(ImageName.IsExact));
    }

    [TestCase("Database__Provider", true)]
    [TestCase("Database__Provder", false)]
    [TestCase("Tokens__SigningKey", true)]
    [TestCase("ASPNETCORE_HTTP_PORTS", true)]
    [TestCase("SOMETHING_ELSE", false)]
    public void KnownSettings_WhenGivenAName_IncludeOnlyExistingSettings(string name, bool known) =>
        Assert.That(KnownSettings.Includes(name), Is.EqualTo(known));

    private IEnumerable<(string Name, string Value)> EnvironmentOf(string service) =>
        ((YamlMappingNode)services[service]["environment"]).Select(entry => (entry.Key.ToString(), entry.Value.ToString()));

    private static YamlMappingNode ReadServices()
    {
        using StreamReader reader = new(Path.Combine(RepositoryRoot.Path, "docker-compose.yml"));
        YamlStream yaml = [];
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode["services"];
    }
}
