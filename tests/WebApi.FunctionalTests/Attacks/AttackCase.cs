using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>One case of <c>attacks.json</c>, whose header explains its fields.</summary>
internal sealed record AttackCase(string Id, string Category, string Description, JsonObject Recipe, JsonObject Expect)
{
    public static readonly AttackCase[] All = ReadAll();

    public string Type => (string)Recipe["type"]!;

    public int[] Statuses => [.. Expect["status"]!.AsArray().Select(status => (int)status!)];

    public string[] Never => [.. Expect["never"]!.AsArray().Select(name => (string)name!)];

    /// <summary>The longest time of one request on an idle machine.</summary>
    public TimeSpan MaxTime => TimeSpan.FromMilliseconds((int)Expect["max_ms"]!);

    public string? Text(string member) => (string?)Recipe[member];

    public string[] Texts(string member) => [.. (Recipe[member] as JsonArray ?? []).Select(item => (string)item!)];

    public IEnumerable<(string Name, string Value)> Headers =>
        (Recipe["headers"] as JsonObject ?? []).Select(header => (header.Key, (string)header.Value!));

    public override string ToString() => $"{Id} {Description}";

    private static AttackCase[] ReadAll() =>
    [
        .. from item in JsonNode.Parse(AttackFile.Read("attacks.json"))!["cases"]!.AsArray()
           select new AttackCase(
               (string)item["id"]!,
               (string)item["category"]!,
               (string)item["description"]!,
               item["recipe"]!.AsObject(),
               item["expect"]!.AsObject()),
    ];
}

internal static class AttackFile
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Attacks", name));
}
