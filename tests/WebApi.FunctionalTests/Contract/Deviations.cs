using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The steps at which this service means to answer differently, each with its reason.</summary>
internal sealed class Deviations(IReadOnlyDictionary<string, string> reasons)
{
    public IReadOnlyDictionary<string, string> Reasons => reasons;

    public static Deviations Load() => new(Recording.Load<Dictionary<string, string>>("deviations.json"));

    /// <summary>Differences that nobody meant, and deviations that no longer are any.</summary>
    public IEnumerable<string> Problems(IEnumerable<Outcome> outcomes) => outcomes.SelectMany(Problems);

    private IEnumerable<string> Problems(Outcome outcome)
    {
        if (outcome.Skipped is not null)
        {
            return [];
        }

        if (!reasons.ContainsKey(outcome.Step.Id))
        {
            return outcome.Differences.Select(difference => $"{outcome.Step.Id} {outcome.Step.Name}: {difference}");
        }

        return outcome.Differences.Count > 0
            ? []
            : [$"{outcome.Step.Id} {outcome.Step.Name}: answers as recorded, so take it from deviations.json"];
    }
}
