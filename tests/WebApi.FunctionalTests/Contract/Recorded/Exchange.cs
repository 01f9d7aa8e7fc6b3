using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>One step of a scenario: a request with the recorded answer, or a change behind the API.</summary>
internal sealed record Exchange
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The requirement of the step: <c>mint</c>, the server's signing key.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Hand-made tokens, by the variable that takes them.</summary>
    public IReadOnlyDictionary<string, TokenRecipe> Let { get; init; } = new Dictionary<string, TokenRecipe>();

    /// <summary>Seconds that pass before the request.</summary>
    public int Wait { get; init; }

    public AdminChange? Admin { get; init; }

    /// <summary>Null for a change behind the API, like <see cref="Expect"/>.</summary>
    public RecordedRequest? Request { get; init; }

    public Expectation? Expect { get; init; }

    /// <summary>Dotted paths in the JSON answer, by the variable that takes the value.</summary>
    public IReadOnlyDictionary<string, string> Capture { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the answer is an accident of the original; <see cref="Why"/> says which.</summary>
    public bool Quirk { get; init; }

    /// <summary>
    /// How much of it is: <c>body</c>, its shape alone, the message texts hold; <c>message</c>, all of the body; null, the
    /// whole answer.
    /// </summary>
    public string? QuirkScope { get; init; }

    public string? Why { get; init; }

    /// <summary>For a quirk: what a sound implementation may answer.</summary>
    public SoundAnswer? Sound { get; init; }

    /// <summary>Members of the answer that are accidental, as dotted paths.</summary>
    public IReadOnlyList<string> QuirkPaths { get; init; } = [];

    /// <summary>Statuses that are as good as the recorded one.</summary>
    public IReadOnlyList<int> AcceptStatus { get; init; } = [];

    public bool NeedsSigningKey => Needs.Contains("mint");

    /// <summary>Whether anything of the recorded answer binds this service.</summary>
    public bool IsJudged => !Quirk || QuirkScope is not null || Sound is not null;
}

/// <summary>A change behind the API: deactivate, activate, staff or delete, done to one account.</summary>
internal sealed record AdminChange(string Op, string Email);

internal sealed record SoundAnswer(IReadOnlyList<int> Status);

/// <summary>The recorded answer. A header that is null was absent.</summary>
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
