using CleanAuth.Application.Admin.Events.ListEvents;

namespace CleanAuth.WebApi.AdminPages.Events;

/// <summary>The query of the audit log. Times are in UTC.</summary>
public sealed class EventsQuery
{
    /// <summary>The email or the id of an account.</summary>
    public string? User { get; set; }

    public string? Kind { get; set; }

    public DateTime? Since { get; set; }

    public DateTime? Until { get; set; }

    public long? Cursor { get; set; }

    private Guid? UserId => Guid.TryParse(User, out Guid id) ? id : null;

    private string? Email => string.IsNullOrWhiteSpace(User) ? null : User.Trim();

    public string UrlOf(long? cursor) => $"/admin/events/{QueryString.Create(
    [
        .. new Dictionary<string, string?>
        {
            ["user"] = User,
            ["kind"] = Kind,
            ["since"] = Text(Since),
            ["until"] = Text(Until),
            ["cursor"] = cursor?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)),
    ])}";

    public ListEventsQuery ToQuery(Guid callerId) => new(
        callerId,
        new EventFilter(UserId, string.IsNullOrEmpty(Kind) ? null : Kind, Utc(Since), Utc(Until), UserId is null ? Email : null),
        Cursor);

    /// <summary>The format of a form field.</summary>
    public static string? Text(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    // Model binding converts a time with an offset to the local time of this machine.
    private static DateTimeOffset? Utc(DateTime? at) => at switch
    {
        null => null,
        { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
        { } plain => new DateTimeOffset(DateTime.SpecifyKind(plain, DateTimeKind.Utc)),
    };
}

/// <summary>The model of the audit log.</summary>
public sealed record EventsPage(EventsQuery Query, StaffEventsPageDto Events);
