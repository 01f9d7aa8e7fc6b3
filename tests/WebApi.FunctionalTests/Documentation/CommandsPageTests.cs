using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Deployment;
using CleanAuth.WebApi.FunctionalTests.Operations;

namespace CleanAuth.WebApi.FunctionalTests.Documentation;

/// <summary>The table of <c>docs/cli.md</c> agrees with the commands of the executable.</summary>
internal sealed partial class CommandsPageTests
{
    private readonly string[] usages =
        [.. MarkdownTable.RowsOf(Document.Read("docs/cli.md")).Where(row => row.Length == 2).SelectMany(row => MarkdownTable.CodeIn(row[0]))];

    [Test]
    public async Task Commands_WhenRead_AreThoseOfTheHelp()
    {
        using Executable executable = new();

        CommandResult help = await executable.RunAsync("--help");

        Assert.That(
            usages.Select(usage => usage.Split(' ')[0]),
            Is.EquivalentTo(CommandInHelp().Matches(help.Output).Select(match => match.Groups["name"].Value)));
    }

    [Test]
    public void Options_WhenRead_AreThoseOfTheCode() => Assert.That(
        usages.SelectMany(usage => Option().Matches(usage)).Select(match => match.Value),
        Is.EquivalentTo(Code.Files.SelectMany(file => OptionInCode().Matches(file.Text)).Select(match => match.Groups["name"].Value)));

    [GeneratedRegex(@"^  (?<name>[a-z][a-z-]+)(?= )", RegexOptions.Multiline)]
    private static partial Regex CommandInHelp();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("""Option<[^>]+> \w+ = new\("(?<name>--[a-z-]+)"\)""")]
    private static partial Regex OptionInCode();
}
