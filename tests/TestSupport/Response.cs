namespace CleanAuth.TestSupport;

/// <summary>A response of the service, or its absence.</summary>
/// <param name="Status">Null if the connection broke before a response arrived.</param>
/// <param name="Body">The text of the body.</param>
/// <param name="RetryAfter">The header, in seconds.</param>
/// <param name="Duration">The time from the request to the response.</param>
public sealed record Response(int? Status, string Body, int? RetryAfter, TimeSpan Duration)
{
    /// <summary>The text of a response while the database cannot be used.</summary>
    public const string Unavailable =
        """503 {"detail":"The service cannot reach its data. Try again shortly.","code":"unavailable"} after 5""";

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Prints status, body and Retry-After.</summary>
    public override string ToString() => RetryAfter is null ? $"{Status} {Body}" : $"{Status} {Body} after {RetryAfter}";
}
