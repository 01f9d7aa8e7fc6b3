using CleanAuth.Application.Admin.Events.ListEvents;

namespace CleanAuth.WebApi.AdminPages.Events;

/// <summary>Which security events are shown, as the address of the list has it. Times are of UTC.</summary>
public sealed class EventsQuery
{
    /// <summary>The account that they concern: its address or its id.</summary>
    public string? User { get; set; }

    public string? Kind { get; set; }

    public DateTime? Since { get; set; }

    public DateTime? Until { get; set; }

    public long? Cursor { get; set; }

    private Guid? UserId => Guid.TryParse(User, out Guid id) ? id : null;

    private string? Email => string.IsNullOrWhiteSpace(User) ? null : User.Trim();

    public string AddressOf(long? cursor) => $"/admin/events/{QueryString.Create(
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

    /// <summary>As the field of a form has it.</summary>
    public static string? Text(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);

    // What has an offset comes as the local time of this machine.
    private static DateTimeOffset? Utc(DateTime? at) => at switch
    {
        null => null,
        { Kind: DateTimeKind.Local } local => local.ToUniversalTime(),
        { } plain => new DateTimeOffset(DateTime.SpecifyKind(plain, DateTimeKind.Utc)),
    };
}

/// <summary>What the list of security events shows.</summary>
public sealed record EventsPage(EventsQuery Query, StaffEventsPageDto Events);
