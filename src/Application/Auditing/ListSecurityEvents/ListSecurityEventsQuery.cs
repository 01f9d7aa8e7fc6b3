using MediatR;

namespace CleanAuth.Application.Auditing.ListSecurityEvents;

/// <summary>Lists what happened to the caller's account, newest first.</summary>
/// <param name="UserId">The caller.</param>
/// <param name="Cursor">Where to go on: the <c>next</c> of the page before.</param>
public sealed record ListSecurityEventsQuery(Guid UserId, long? Cursor) : IRequest<SecurityEventsDto>;

/// <summary>A page of events, newest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record SecurityEventsDto(IReadOnlyList<SecurityEventDto> Events, long? Next)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SecurityEventsDto Example => new([SecurityEventDto.Example], Next: 41);
}

/// <summary>An event.</summary>
/// <param name="Kind">What happened, such as <c>logged_in</c>.</param>
/// <param name="At">When.</param>
/// <param name="SessionId">In which session, where it was in one.</param>
/// <param name="Network">From where; null where a member of staff caused it.</param>
public sealed record SecurityEventDto(string Kind, DateTimeOffset At, Guid? SessionId, string? Network)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SecurityEventDto Example => new("logged_in", ExampleData.Noon, ExampleData.SessionId, "203.0.113.7");
}
