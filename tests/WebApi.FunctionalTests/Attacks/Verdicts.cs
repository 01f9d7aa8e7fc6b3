using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>
/// Deviations from <c>attacks.json</c>, each with its reason: cases that say nothing about this service, and cases at
/// which it means to answer differently (by id, or by id and target).
/// </summary>
internal sealed record Verdicts(Dictionary<string, string> Skipped, Dictionary<string, string> Deviations, Dictionary<string, string> Pending)
{
    public static readonly Verdicts All =
        JsonSerializer.Deserialize<Verdicts>(AttackFile.Read("verdicts.json"), JsonSerializerOptions.Web)!;

    /// <summary>Problems that nobody meant, and deviations that no longer are any.</summary>
    public IEnumerable<string> ProblemsOf(AttackCase attack, IReadOnlyList<AttackResult> shots)
    {
        foreach (IGrouping<string, AttackResult> target in shots.GroupBy(shot => shot.Target))
        {
            string[] problems = [.. target.SelectMany(shot => Judge.ProblemsOf(attack, shot)).Distinct()];
            string? listed = new[] { attack.Id, $"{attack.Id} {target.Key}" }.FirstOrDefault(Deviations.ContainsKey);
            if (listed is not null && problems.Length == 0)
            {
                yield return $"{listed} is as expected, so take it from verdicts.json";
            }

            foreach (string problem in listed is null ? problems : [])
            {
                yield return $"{target.Key}: {problem}";
            }
        }
    }
}
