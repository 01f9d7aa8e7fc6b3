using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>
/// Deviations from <c>attacks.json</c>, each with its reason: cases that do not apply to this service, and cases from which it
/// deviates on purpose (by id, or by id and target).
/// </summary>
internal sealed record Verdicts(
    Dictionary<string, string> Skipped, Dictionary<string, string> Deviations, Dictionary<string, string> Pending)
{
    public static readonly Verdicts All =
        JsonSerializer.Deserialize<Verdicts>(AttackFile.Read("verdicts.json"), JsonSerializerOptions.Web)!;

    /// <summary>Unexpected problems, and listed deviations that no longer occur.</summary>
    public IEnumerable<string> ProblemsOf(AttackCase attack, IReadOnlyList<AttackResult> results)
    {
        foreach (IGrouping<string, AttackResult> target in results.GroupBy(result => result.Target))
        {
            string[] problems = [.. target.SelectMany(result => AttackExpectation.ProblemsOf(attack, result)).Distinct()];
            string? listed = new[] { attack.Id, $"{attack.Id} {target.Key}" }.FirstOrDefault(Deviations.ContainsKey);
            if (listed is not null && problems.Length == 0)
            {
                yield return $"{listed} is as expected, so remove it from verdicts.json";
            }

            foreach (string problem in listed is null ? problems : [])
            {
                yield return $"{target.Key}: {problem}";
            }
        }
    }
}
