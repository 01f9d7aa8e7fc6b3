using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The result of a step: no difference, some differences, or the reason why it was not compared.</summary>
internal sealed record StepResult(Exchange Step, IReadOnlyList<string> Differences, string? Skipped = null);
