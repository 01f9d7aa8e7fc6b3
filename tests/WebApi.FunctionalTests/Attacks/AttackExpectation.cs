namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>One request of a case, its response, and its duration.</summary>
/// <param name="Target">The request.</param>
/// <param name="Response">Null if the connection was closed without a response.</param>
/// <param name="Duration">The time until the response was read.</param>
/// <param name="Violation">Another violation, such as a second account of the same name.</param>
internal sealed record AttackResult(string Target, ApiResponse? Response, TimeSpan Duration, string? Violation = null);

/// <summary>Compares a response with the expectation of its case.</summary>
internal static class AttackExpectation
{
    // The case times are for an idle machine. Other tests run at the same time, so find only work that grows out of bounds:
    // an attacker can keep a vulnerable parser busy for minutes.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Statuses that Kestrel returns without calling the application; they have no body.
    private static readonly int[] ServerStatuses = [100, 400, 408, 417, 431, 505];

    public static IEnumerable<string> ProblemsOf(AttackCase attack, AttackResult result)
    {
        if (result.Violation is not null)
        {
            yield return result.Violation;
        }

        if (result.Duration > attack.MaxTime + Timeout)
        {
            yield return $"took {result.Duration}";
        }

        if (result.Response is not { } response)
        {
            // RFC 9110 section 15.5.14: the server closes the connection of a client that sends without end, and that client
            // may not read the response.
            if (attack.Never.Contains("5xx") && (string?)attack.Expect["class"] != "4xx-or-close" && !attack.Statuses.Contains(408))
            {
                yield return "closed the connection without a response";
            }

            yield break;
        }

        if (attack.Statuses.Length > 0 && !attack.Statuses.Contains(response.Status))
        {
            yield return $"should be {string.Join(" or ", attack.Statuses)}, is {response}";
        }

        if (response.Status >= 500 && attack.Never.Contains("5xx") && !attack.Statuses.Contains(response.Status))
        {
            yield return $"fails: {response}";
        }

        if (response.Status is >= 400 and < 500 && !IsHead(result) && !IsOfTheServer(response) && !IsDocumented(result, response))
        {
            yield return $"has no documented shape: {response}";
        }

        if (response.Header("Server") is not null || response.Body.Contains("   at ", StringComparison.Ordinal))
        {
            yield return $"reveals implementation details: {response}";
        }

        if (attack.Never.Contains("acao-reflected") && response.Header("Access-Control-Allow-Origin") is { } origin)
        {
            yield return $"allows the origin {origin}";
        }
    }

    private static bool IsHead(AttackResult result) => result.Target.StartsWith("HEAD ", StringComparison.Ordinal);

    private static bool IsDocumented(AttackResult result, ApiResponse response) =>
        result.Target.Contains(" /admin/", StringComparison.Ordinal) ? response.IsPage() : response.IsDocumentedError();

    private static bool IsOfTheServer(ApiResponse response) => response.Body.Length == 0 && ServerStatuses.Contains(response.Status);
}
