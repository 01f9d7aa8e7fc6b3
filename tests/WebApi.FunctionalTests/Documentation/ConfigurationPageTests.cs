using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Deployment;
using CleanAuth.WebApi.FunctionalTests.Operations;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The tables of <c>docs/configuration.md</c> agree with the options of the service.</summary>
internal sealed partial class ConfigurationPageTests
{
    [Test]
    public void Settings_WhenRead_AreThoseOfTheService()
    {
        string[] settings = [.. KnownSettings.All.Select(name => name.Replace("__", ":", StringComparison.Ordinal))];

        Assert.That(ConfigurationPage.Settings.Select(setting => setting.Name), Is.EquivalentTo(settings));
    }

    [Test]
    public void Defaults_WhenRead_AreThoseOfTheService()
    {
        JsonNode settings = JsonNode.Parse(Document.Read("src/WebApi/appsettings.json"))!;

        Assert.That(ConfigurationPage.Settings.Where(setting => setting.Default != EffectiveDefault(settings, setting.Name)), Is.Empty);
    }

    [Test]
    public void Documents_WhenTheyNameASetting_NameAnExistingOne()
    {
        string[] named =
        [
            .. from path in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md")
               from match in SettingInText().Matches(File.ReadAllText(path))
               select match.Value.Replace(":", "__", StringComparison.Ordinal),
        ];

        Assert.That(named, Has.Length.GreaterThan(100));
        Assert.That(named.Distinct().Where(name => !KnownSettings.Includes(name) && !IsSection(name)), Is.Empty);
    }

    [Test]
    public void Production_WhenRead_IsYesNoOrACondition() =>
        Assert.That(ConfigurationPage.Settings.Select(setting => setting.MustBeSetInProduction), Has.All.Matches("^(yes|no|with .+)$"));

    [Test]
    public async Task Production_WhenRequiredSettingsAreMissing_RefusesToStartAndNamesEach()
    {
        string[] required = [.. ConfigurationPage.Settings.Where(setting => setting.MustBeSetInProduction == "yes").Select(setting => setting.Name)];
        using Executable executable = new();

        // Hide the settings that the test executable gets from its own environment: this one is behind a proxy and has no
        // other settings.
        CommandResult result = await executable.RunAsync("migrate", environment:
        [
            ("Tokens__Issuer", ""), ("Mail__AllowFolder", "false"), ("Https__Required", "true"),
            ("ForwardedHeaders__KnownProxies__0", "10.0.7.1"),
        ]);

        string[] faults = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(faults, Has.Length.EqualTo(required.Length));
        Assert.That(required, Has.All.Matches<string>(name => faults.Any(fault => fault.Contains(name, StringComparison.Ordinal))));
    }

    // Null if there is no default or if it is computed; then the page describes it in words.
    private static string? EffectiveDefault(JsonNode settings, string name)
    {
        JsonNode? configured = name.Split(':').Aggregate((JsonNode?)settings, (node, part) => node?[part]);
        string text = configured switch
        {
            JsonArray list => string.Join(", ", list.Select(item => $"{item}")),
            not null => $"{configured}",
            null => TextOf(KnownSettings.DefaultOf(name)),
        };
        return text.Length == 0 ? null : text;
    }

    private static bool IsSection(string name) =>
        KnownSettings.All.Any(setting => setting.StartsWith($"{name}__", StringComparison.Ordinal));

    // Matches `Tokens:Issuer` and Tokens__Issuer.
    [GeneratedRegex(@"(?<=`)[A-Z]\w+(:[A-Z]\w+)+(?=[`=])|\b[A-Z][A-Za-z]+__\w+")]
    private static partial Regex SettingInText();

    private static string TextOf(object? value) => value switch
    {
        bool isOn => isOn ? "true" : "false",
        System.Collections.IEnumerable list and not string => string.Join(", ", list.Cast<object>()),
        _ => $"{value}",
    };
}
