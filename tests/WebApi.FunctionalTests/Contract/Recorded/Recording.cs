using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>The recorded responses of the original backend. The block <c>meta</c> of the file explains every field.</summary>
internal sealed record Recording(IReadOnlyList<Scenario> Scenarios)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public IEnumerable<Exchange> Steps => Scenarios.SelectMany(scenario => scenario.Steps);

    public static Recording Load() => Load<Recording>("exchanges.json");

    /// <summary>Reads a JSON file from the output folder of the tests.</summary>
    public static T Load<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(PathOf(file)), SnakeCase)!;

    private static string PathOf(string file) => Path.Combine(TestContext.CurrentContext.TestDirectory, "Contract", file);
}

/// <summary>Exchanges that depend on each other, and on no other scenario.</summary>
internal sealed record Scenario(string Id, IReadOnlyList<Exchange> Steps)
{
    public override string ToString() => Id;
}
