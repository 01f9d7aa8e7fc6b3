using System.Text.Json;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>
/// Reports where a response differs from the recorded one. A quirk of the original binds only as far as its scope says, or by the
/// statuses of a sound implementation.
/// </summary>
internal sealed class ResponseComparison(TimeProvider clock)
{
    private static readonly string[] OfTheBody = ["Content-Type", "Vary"];

    public IReadOnlyList<string> Differences(Exchange step, StrictResponse response, IReadOnlyDictionary<string, string> variables)
    {
        Expectation expect = step.Expect!;
        return step switch
        {
            { Quirk: false } =>
            [
                .. OfStatus([expect.Status, .. step.AcceptStatus], response),
                .. OfHeaders(expect, response, variables, except: NotCompared(expect)),
                .. MissingRequestHeaders(expect, response),
                .. OfBody(step, response, variables),
            ],
            { QuirkScope: "body" } =>
            [
                .. OfStatus([expect.Status], response),
                .. OfHeaders(expect, response, variables, except: OfTheBody),
                .. MissingMessages(expect, response, variables),
            ],
            { QuirkScope: "message" } =>
            [
                .. OfStatus([expect.Status], response),
                .. OfHeaders(expect, response, variables, except: OfTheBody),
            ],
            { Sound: SoundResponse sound } => [.. OfStatus(sound.Status, response)],
            _ => throw new ArgumentException($"Nothing about {step.Id} can be compared.", nameof(step)),
        };
    }

    private static IEnumerable<string> OfStatus(IReadOnlyList<int> accepted, StrictResponse response) =>
        accepted.Contains(response.Status) ? [] : [$"status should be {string.Join(" or ", accepted)}, is {response.Status}: {Excerpt.Of(response.Text)}"];

    // Clients need only the media type of JSON.
    private static IReadOnlyCollection<string> NotCompared(Expectation expect) =>
        expect.Body == "json" ? expect.StrictHeaders : [.. expect.StrictHeaders, "Content-Type"];

    private static IEnumerable<string> OfHeaders(
        Expectation expect,
        StrictResponse response,
        IReadOnlyDictionary<string, string> variables,
        IReadOnlyCollection<string> except)
    {
        foreach ((string name, string? recorded) in expect.Headers.Where(header => !except.Contains(header.Key)))
        {
            string? wanted = recorded is null ? null : Template.Expand(recorded, variables);
            string? actual = response.Headers.GetValueOrDefault(name);
            if (Essence(name, wanted) != Essence(name, actual))
            {
                yield return $"{name} should be {wanted ?? "absent"}, is {actual ?? "absent"}";
            }
        }
    }

    // A preflight may allow more request headers, but the recorded ones must stay allowed.
    private static IEnumerable<string> MissingRequestHeaders(Expectation expect, StrictResponse response)
    {
        const string Name = "Access-Control-Allow-Headers";
        string[] allowed = Names(response.Headers.GetValueOrDefault(Name));
        string[] missing = [.. Names(expect.Headers.GetValueOrDefault(Name)).Except(allowed, StringComparer.OrdinalIgnoreCase)];
        return missing.Length == 0 ? [] : [$"{Name} should have {string.Join(", ", missing)}"];
    }

    private static string[] Names(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    // Compare the binding parts of a header: the media type, the set of methods, the scheme of the challenge.
    private static string? Essence(string name, string? value) => (name, value) switch
    {
        (_, null) => null,
        ("Content-Type", _) => value.Split(';')[0].Trim().ToLowerInvariant(),
        ("WWW-Authenticate", _) => value.Split(' ')[0].ToLowerInvariant(),
        ("Allow", _) => string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries).Except(["OPTIONS", "HEAD"]).Order()),
        _ => value,
    };

    private IEnumerable<string> OfBody(Exchange step, StrictResponse response, IReadOnlyDictionary<string, string> variables) =>
        step.Expect!.Body switch
        {
            "json" => new JsonComparison(variables, clock.GetUtcNow(), step.QuirkPaths).Differences(step.Expect.Json, response.Json),
            "empty" => response.Text.Length == 0 ? [] : [$"the body should be empty, is {Excerpt.Of(response.Text)}"],
            _ => [],
        };

    private static IEnumerable<string> MissingMessages(
        Expectation expect, StrictResponse response, IReadOnlyDictionary<string, string> variables)
    {
        HashSet<string> returned = [.. Texts(response.Json)];
        return Texts(expect.Json)
            .Where(message => !message.StartsWith('<'))
            .Select(message => Template.Expand(message, variables))
            .Where(message => !returned.Contains(message))
            .Select(message => $"the message \"{Excerpt.Of(message)}\" is missing in {Excerpt.Of(response.Text)}");
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
