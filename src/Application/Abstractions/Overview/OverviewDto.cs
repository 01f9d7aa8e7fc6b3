namespace CleanAuth.Application.Abstractions.Overview;

/// <summary>The state of the service, at most a minute old.</summary>
/// <param name="Days">The last fourteen days in UTC, oldest first.</param>
/// <param name="Keys">The published signing keys, the current one first.</param>
/// <param name="Database">The database.</param>
/// <param name="LastSweepAt">When an instance last deleted expired rows; null if none has done so yet.</param>
/// <param name="RevocationLag">How long ago this instance last read the revocations.</param>
/// <param name="Mail">The outbox.</param>
public sealed record OverviewDto(
    IReadOnlyList<DayDto> Days,
    IReadOnlyList<KeyDto> Keys,
    DatabaseDto Database,
    DateTimeOffset? LastSweepAt,
    TimeSpan RevocationLag,
    MailDto Mail)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static OverviewDto Example => new(
        [new DayDto(new DateOnly(2026, 6, 1), Registrations: 12, Logins: 340, Failures: 25, ActiveSessions: 1_200)],
        [new KeyDto("h8vyN0X9RhCwU7rRY25eiwFSS4AESBR-uMvrJuse4jg", "ES256", IsCurrent: true, ExampleData.Noon)],
        new DatabaseDto("PostgreSql", TimeSpan.FromMilliseconds(1)),
        ExampleData.Noon,
        TimeSpan.FromMilliseconds(120),
        new MailDto(Pending: 2, GivenUp: 0, TimeSpan.FromSeconds(3)));
}

/// <summary>The activity of one day.</summary>
/// <param name="Date">The day in UTC.</param>
/// <param name="Registrations">The number of accounts that were registered and still exist.</param>
/// <param name="Logins">The number of logins.</param>
/// <param name="Failures">The number of failed logins to existing accounts.</param>
/// <param name="ActiveSessions">The number of sessions that were live at the end of the day; for today, that are live now.</param>
public sealed record DayDto(DateOnly Date, long Registrations, long Logins, long Failures, long ActiveSessions);

/// <summary>A signing key.</summary>
/// <param name="Id">The <c>kid</c>.</param>
/// <param name="Algorithm">The algorithm, such as <c>ES256</c>.</param>
/// <param name="IsCurrent">Whether new tokens are signed with the key.</param>
/// <param name="SignsFrom">When the service starts to sign tokens with the key.</param>
public sealed record KeyDto(string Id, string Algorithm, bool IsCurrent, DateTimeOffset? SignsFrom);

/// <summary>The database.</summary>
/// <param name="Provider">The provider, such as <c>PostgreSql</c>.</param>
/// <param name="Answer">How long the database took to respond.</param>
public sealed record DatabaseDto(string Provider, TimeSpan Answer);

/// <summary>The outbox.</summary>
/// <param name="Pending">The number of emails that wait for their first or next attempt.</param>
/// <param name="GivenUp">The number of emails that failed permanently or too often. The command <c>retry-mail</c> retries them.</param>
/// <param name="OldestAge">How long the oldest pending email has waited; null if none is pending.</param>
public sealed record MailDto(long Pending, long GivenUp, TimeSpan? OldestAge);
