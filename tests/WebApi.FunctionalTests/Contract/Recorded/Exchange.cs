using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>One step of a scenario: a request with the recorded response, or a change without the API.</summary>
internal sealed record Exchange
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The requirement of the step: <c>mint</c>, the server's signing key.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Recipes of tokens, by the variable that gets the token.</summary>
    public IReadOnlyDictionary<string, TokenRecipe> Let { get; init; } = new Dictionary<string, TokenRecipe>();

    /// <summary>Seconds that pass before the request.</summary>
    public int Wait { get; init; }

    public AdminChange? Admin { get; init; }

    /// <summary>Null for a change without the API, as is <see cref="Expect"/>.</summary>
    public RecordedRequest? Request { get; init; }

    public Expectation? Expect { get; init; }

    /// <summary>Dotted paths in the JSON response, by the variable that gets the value.</summary>
    public IReadOnlyDictionary<string, string> Capture { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the response is an accident of the original; <see cref="Why"/> says which.</summary>
    public bool Quirk { get; init; }

    /// <summary>
    /// The accidental part: <c>body</c>, all of the body but its shape; <c>message</c>, only the texts of the messages; null, the
    /// whole response.
    /// </summary>
    public string? QuirkScope { get; init; }

    public string? Why { get; init; }

    /// <summary>For a quirk: the responses that a sound implementation may return.</summary>
    public SoundResponse? Sound { get; init; }

    /// <summary>Members of the response that are accidental, as dotted paths.</summary>
    public IReadOnlyList<string> QuirkPaths { get; init; } = [];

    /// <summary>Statuses that are as valid as the recorded one.</summary>
    public IReadOnlyList<int> AcceptStatus { get; init; } = [];

    public bool NeedsSigningKey => Needs.Contains("mint");

    /// <summary>Whether any part of the recorded response binds this service.</summary>
    public bool IsJudged => !Quirk || QuirkScope is not null || Sound is not null;
}

/// <summary>A change of one account without the API: deactivate, activate, staff or delete.</summary>
internal sealed record AdminChange(string Op, string Email);

internal sealed record SoundResponse(IReadOnlyList<int> Status);

/// <summary>The recorded response. A header that is null was absent.</summary>
internal sealed record Expectation
{
    public required int Status { get; init; }

    public IReadOnlyDictionary<string, string?> Headers { get; init; } = new Dictionary<string, string?>();

    /// <summary>Headers that belong to the original's framework and are not compared.</summary>
    public IReadOnlyList<string> StrictHeaders { get; init; } = ["Vary"];

    /// <summary>json, empty, html or text; the last two are not compared.</summary>
    public required string Body { get; init; }

    public JsonElement Json { get; init; }
}
