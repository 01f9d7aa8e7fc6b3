using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.ListUserSessions;

/// <summary>Lists the sessions of an account, newest first, including ended sessions that are still stored.</summary>
public sealed record ListUserSessionsQuery(Guid CallerId, Guid UserId, string? Cursor) : IRequest<UserSessionsPageDto>, IStaffRequest;

/// <summary>A page of sessions.</summary>
/// <param name="Results">The sessions.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record UserSessionsPageDto(IReadOnlyList<UserSessionDto> Results, string? Next)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static UserSessionsPageDto Example => new([UserSessionDto.Example], Next: "CN6-3GWKgABfDH9qPB5NjZ9DCx8dLDpE");
}
