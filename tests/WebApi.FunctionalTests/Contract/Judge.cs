using System.Text.Json;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>
/// Says where an answer differs from the recorded one. Accidents of the original bind only as far as their scope says, or
/// by the statuses of a sound implementation.
/// </summary>
internal sealed class Judge(TimeProvider clock)
{
    private static readonly string[] OfTheBody = ["Content-Type", "Vary"];

    public IReadOnlyList<string> Differences(Exchange step, Reply reply, IReadOnlyDictionary<string, string> variables)
    {
        Expectation expect = step.Expect!;
        return step switch
        {
            { Quirk: false } =>
            [
                .. OfStatus([expect.Status, .. step.AcceptStatus], reply),
                .. OfHeaders(expect, reply, variables, except: NotCompared(expect)),
                .. MissingRequestHeaders(expect, reply),
                .. OfBody(step, reply, variables),
            ],
            { QuirkScope: "body" } =>
            [
                .. OfStatus([expect.Status], reply),
                .. OfHeaders(expect, reply, variables, except: OfTheBody),
                .. MissingMessages(expect, reply, variables),
            ],
            { QuirkScope: "message" } =>
            [
                .. OfStatus([expect.Status], reply),
                .. OfHeaders(expect, reply, variables, except: OfTheBody),
            ],
            { Sound: SoundAnswer sound } => [.. OfStatus(sound.Status, reply)],
            _ => throw new ArgumentException($"Nothing about {step.Id} can be judged.", nameof(step)),
        };
    }

    private static IEnumerable<string> OfStatus(IReadOnlyList<int> good, Reply reply) =>
        good.Contains(reply.Status) ? [] : [$"status should be {string.Join(" or ", good)}, is {reply.Status}: {Excerpt.Of(reply.Text)}"];

    // Only the media type of JSON matters to clients.
    private static IReadOnlyCollection<string> NotCompared(Expectation expect) =>
        expect.Body == "json" ? expect.StrictHeaders : [.. expect.StrictHeaders, "Content-Type"];

    private static IEnumerable<string> OfHeaders(
        Expectation expect,
        Reply reply,
        IReadOnlyDictionary<string, string> variables,
        IReadOnlyCollection<string> except)
    {
        foreach ((string name, string? recorded) in expect.Headers.Where(header => !except.Contains(header.Key)))
        {
            string? wanted = recorded is null ? null : Template.Expand(recorded, variables);
            string? got = reply.Headers.GetValueOrDefault(name);
            if (Essence(name, wanted) != Essence(name, got))
            {
                yield return $"{name} should be {wanted ?? "absent"}, is {got ?? "absent"}";
            }
        }
    }

    // A preflight may allow more request headers, but a page that sends the recorded ones must go on working.
    private static IEnumerable<string> MissingRequestHeaders(Expectation expect, Reply reply)
    {
        const string Name = "Access-Control-Allow-Headers";
        string[] allowed = Names(reply.Headers.GetValueOrDefault(Name));
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

    private IEnumerable<string> OfBody(Exchange step, Reply reply, IReadOnlyDictionary<string, string> variables) =>
        step.Expect!.Body switch
        {
            "json" => new JsonComparison(variables, clock.GetUtcNow(), step.QuirkPaths).Differences(step.Expect.Json, reply.Json),
            "empty" => reply.Text.Length == 0 ? [] : [$"the body should be empty, is {Excerpt.Of(reply.Text)}"],
            _ => [],
        };

    private static IEnumerable<string> MissingMessages(Expectation expect, Reply reply, IReadOnlyDictionary<string, string> variables)
    {
        HashSet<string> answered = [.. Texts(reply.Json)];
        return Texts(expect.Json)
            .Where(message => !message.StartsWith('<'))
            .Select(message => Template.Expand(message, variables))
            .Where(message => !answered.Contains(message))
            .Select(message => $"the message \"{Excerpt.Of(message)}\" is missing in {Excerpt.Of(reply.Text)}");
    }

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
