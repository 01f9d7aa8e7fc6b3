namespace CleanAuth.FaultTests.Support;

/// <param name="Status">Null when no answer came.</param>
/// <param name="Body">Its text.</param>
/// <param name="RetryAfter">The header in seconds.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record Answer(int? Status, string Body, int? RetryAfter, TimeSpan Duration)
{
    public const string Unavailable =
        """503 {"detail":"The service cannot reach its data. Try again shortly.","code":"unavailable"} after 5""";

    /// <summary>All that a client sees of it.</summary>
    public override string ToString() => RetryAfter is null ? $"{Status} {Body}" : $"{Status} {Body} after {RetryAfter}";
}
