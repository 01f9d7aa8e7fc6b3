namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>One request of a case, what came back, and how long that took.</summary>
/// <param name="Target">The request.</param>
/// <param name="Answer">Null when the connection was closed without one.</param>
/// <param name="Took">Until the answer was read.</param>
/// <param name="Broken">Another violation, such as a second account of the same name.</param>
internal sealed record AttackResult(string Target, Answer? Answer, TimeSpan Took, string? Broken = null);

/// <summary>Holds a shot against what its case expects.</summary>
internal static class Judge
{
    // The times of the cases are those of an idle machine. Here other tests run beside, so only work that grows out of
    // bounds is to be found: a refusal by a parser that an attacker can keep busy takes minutes.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Answers of the server before the application is asked; they have no body.
    private static readonly int[] ServerStatuses = [100, 400, 408, 417, 431, 505];

    public static IEnumerable<string> ProblemsOf(AttackCase attack, AttackResult shot)
    {
        if (shot.Broken is not null)
        {
            yield return shot.Broken;
        }

        if (shot.Took > attack.MaxTime + Timeout)
        {
            yield return $"took {shot.Took}";
        }

        if (shot.Answer is not { } answer)
        {
            // RFC 9110 section 15.5.14: who sends without end is hung up on, and may be too busy sending to read the answer.
            if (attack.Never.Contains("5xx") && (string?)attack.Expect["class"] != "4xx-or-close" && !attack.Statuses.Contains(408))
            {
                yield return "closed the connection without an answer";
            }

            yield break;
        }

        if (attack.Statuses.Length > 0 && !attack.Statuses.Contains(answer.Status))
        {
            yield return $"should be {string.Join(" or ", attack.Statuses)}, is {answer}";
        }

        if (answer.Status >= 500 && attack.Never.Contains("5xx") && !attack.Statuses.Contains(answer.Status))
        {
            yield return $"fails: {answer}";
        }

        if (answer.Status is >= 400 and < 500 && !IsHead(shot) && !IsOfTheServer(answer) && !IsDocumented(shot, answer))
        {
            yield return $"has no documented shape: {answer}";
        }

        if (answer.Header("Server") is not null || answer.Body.Contains("   at ", StringComparison.Ordinal))
        {
            yield return $"tells of its inside: {answer}";
        }

        if (attack.Never.Contains("acao-reflected") && answer.Header("Access-Control-Allow-Origin") is { } origin)
        {
            yield return $"allows the origin {origin}";
        }
    }

    private static bool IsHead(AttackResult shot) => shot.Target.StartsWith("HEAD ", StringComparison.Ordinal);

    private static bool IsDocumented(AttackResult shot, Answer answer) =>
        shot.Target.Contains(" /admin/", StringComparison.Ordinal) ? answer.IsPage() : answer.IsDocumentedRefusal();

    private static bool IsOfTheServer(Answer answer) => answer.Body.Length == 0 && ServerStatuses.Contains(answer.Status);
}
