using MediatR;

namespace CleanAuth.Application.Admin.Events.ListEvents;

/// <summary>Lists security events, newest first.</summary>
public sealed record ListEventsQuery(Guid CallerId, EventFilter Filter, long? Cursor) : IRequest<StaffEventsPageDto>, IStaffRequest;

/// <summary>Which events; what is null does not matter.</summary>
/// <param name="UserId">Whom they concern.</param>
/// <param name="Kind">What happened, such as <c>logged_in</c>.</param>
/// <param name="Since">The first moment of them.</param>
/// <param name="Until">The moment that they are before.</param>
/// <param name="Email">The address of the account that they concern, in place of its id.</param>
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
/// <param name="Id">Grows with time.</param>
/// <param name="Kind">What happened, such as <c>logged_in</c>.</param>
/// <param name="At">When.</param>
/// <param name="UserId">Whom it concerns.</param>
/// <param name="SessionId">In which session, where it was in one.</param>
/// <param name="ActorId">Who on the staff did it.</param>
/// <param name="Network">From where.</param>
/// <param name="UserEmail">The address of the account that it concerns, as it is now; null once the account is erased.</param>
/// <param name="ActorEmail">The address of the one who did it, as it is now.</param>
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
