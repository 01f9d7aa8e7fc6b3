using MediatR;

namespace CleanAuth.Application.Admin.Overview.GetOverview;

/// <summary>Shows how the service does.</summary>
public sealed record GetOverviewQuery(Guid CallerId) : IRequest<OverviewDto>, IStaffRequest;

/// <summary>How the service does, no older than a minute.</summary>
/// <param name="Days">The last fourteen days, oldest first; days of UTC.</param>
/// <param name="Keys">The signing keys that are published, the current one first.</param>
/// <param name="Database">The database.</param>
/// <param name="LastSweepAt">When expired rows were last deleted, by whichever instance; null when never yet.</param>
/// <param name="RevocationLag">How long ago this instance last read what was revoked.</param>
/// <param name="Mail">The messages that are still to be sent.</param>
public sealed record OverviewDto(
    IReadOnlyList<DayDto> Days,
    IReadOnlyList<KeyDto> Keys,
    DatabaseDto Database,
    DateTimeOffset? LastSweepAt,
    TimeSpan RevocationLag,
    MailDto Mail);

/// <summary>A day.</summary>
/// <param name="Date">Which.</param>
/// <param name="Registrations">Accounts that were opened and are still there.</param>
/// <param name="Logins">Logins.</param>
/// <param name="Failures">Logins that failed at an account.</param>
/// <param name="ActiveSessions">Sessions that were live at its end, or are now.</param>
public sealed record DayDto(DateOnly Date, long Registrations, long Logins, long Failures, long ActiveSessions);

/// <summary>A signing key.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Algorithm">Such as <c>ES256</c>.</param>
/// <param name="IsCurrent">Whether tokens are signed with it now.</param>
/// <param name="SignsFrom">From when tokens are signed with it.</param>
public sealed record KeyDto(string Id, string Algorithm, bool IsCurrent, DateTimeOffset? SignsFrom);

/// <summary>The database.</summary>
/// <param name="Provider">Such as <c>PostgreSql</c>.</param>
/// <param name="Answer">How long it took to answer.</param>
public sealed record DatabaseDto(string Provider, TimeSpan Answer);

/// <summary>The outbox.</summary>
/// <param name="Pending">Messages that wait to be sent, for the first time or again.</param>
/// <param name="GivenUp">Messages that were tried too often or refused for good; the command <c>retry-mail</c> has them tried again.</param>
/// <param name="OldestAge">For how long the oldest of those pending has waited; null when none does.</param>
public sealed record MailDto(long Pending, long GivenUp, TimeSpan? OldestAge);
