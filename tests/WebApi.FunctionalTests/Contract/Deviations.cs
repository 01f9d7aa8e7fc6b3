using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The steps at which this service deviates on purpose, each with its reason.</summary>
internal sealed class Deviations(IReadOnlyDictionary<string, string> reasons)
{
    public IReadOnlyDictionary<string, string> Reasons => reasons;

    public static Deviations Load() => new(Recording.Load<Dictionary<string, string>>("deviations.json"));

    /// <summary>Unexpected differences, and listed deviations that no longer occur.</summary>
    public IEnumerable<string> Problems(IEnumerable<StepResult> results) => results.SelectMany(Problems);

    private IEnumerable<string> Problems(StepResult result)
    {
        if (result.Skipped is not null)
        {
            return [];
        }

        if (!reasons.ContainsKey(result.Step.Id))
        {
            return result.Differences.Select(difference => $"{result.Step.Id} {result.Step.Name}: {difference}");
        }

        return result.Differences.Count > 0
            ? []
            : [$"{result.Step.Id} {result.Step.Name}: the response is as recorded, so remove it from deviations.json"];
    }
}
