using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The result of a step: no difference, some, or the reason why it was not judged.</summary>
internal sealed record Outcome(Exchange Step, IReadOnlyList<string> Differences, string? Skipped = null);
