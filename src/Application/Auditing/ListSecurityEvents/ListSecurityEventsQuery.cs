using MediatR;

namespace CleanAuth.Application.Auditing.ListSecurityEvents;

/// <summary>Lists the audit events of the caller's account, newest first.</summary>
/// <param name="UserId">The caller.</param>
/// <param name="Cursor">The <c>next</c> of the previous page.</param>
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
/// <param name="Kind">The kind, such as <c>logged_in</c>.</param>
/// <param name="At">The time.</param>
/// <param name="SessionId">The session that it happened in; null for none.</param>
/// <param name="Network">The network of the request; null when a member of staff caused the event.</param>
public sealed record SecurityEventDto(string Kind, DateTimeOffset At, Guid? SessionId, string? Network)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SecurityEventDto Example => new("logged_in", ExampleData.Noon, ExampleData.SessionId, "203.0.113.7");
}
