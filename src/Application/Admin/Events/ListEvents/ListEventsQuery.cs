using MediatR;

namespace CleanAuth.Application.Admin.Events.ListEvents;

/// <summary>Lists security events, newest first.</summary>
public sealed record ListEventsQuery(Guid CallerId, EventFilter Filter, long? Cursor) : IRequest<StaffEventsPageDto>, IStaffRequest;

/// <summary>Conditions on events; null matches all.</summary>
/// <param name="UserId">The account that the events concern.</param>
/// <param name="Kind">The kind, such as <c>logged_in</c>.</param>
/// <param name="Since">The earliest time.</param>
/// <param name="Until">The time before which the events happened.</param>
/// <param name="Email">The address of the account that the events concern, instead of its id.</param>
public sealed record EventFilter(
    Guid? UserId = null,
    string? Kind = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    string? Email = null);

/// <summary>A page of events.</summary>
/// <param name="Results">The events.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record StaffEventsPageDto(IReadOnlyList<StaffEventDto> Results, long? Next)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static StaffEventsPageDto Example => new([StaffEventDto.Example], Next: 41);
}

/// <summary>A security event as staff see it.</summary>
/// <param name="Id">The id, which increases with time.</param>
/// <param name="Kind">The kind, such as <c>logged_in</c>.</param>
/// <param name="At">The time.</param>
/// <param name="UserId">The account that the event concerns.</param>
/// <param name="SessionId">The session of the event; null for none.</param>
/// <param name="ActorId">The member of staff who caused it; null for none.</param>
/// <param name="Network">The network of the request.</param>
/// <param name="UserEmail">The present address of that account; null after the account is erased.</param>
/// <param name="ActorEmail">The present address of the member of staff.</param>
public sealed record StaffEventDto(
    long Id,
    string Kind,
    DateTimeOffset At,
    Guid? UserId,
    Guid? SessionId,
    Guid? ActorId,
    string? Network,
    string? UserEmail = null,
    string? ActorEmail = null)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static StaffEventDto Example => new(
        42,
        "logged_out",
        ExampleData.Noon.AddHours(1),
        ExampleData.UserId,
        ExampleData.SessionId,
        ActorId: null,
        "203.0.113.7",
        ExampleData.Email);
}
