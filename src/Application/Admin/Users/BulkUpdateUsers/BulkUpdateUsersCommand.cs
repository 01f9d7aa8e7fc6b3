using MediatR;

namespace CleanAuth.Application.Admin.Users.BulkUpdateUsers;

/// <summary>Does the same to several accounts, each by itself: what is refused for one is done for the others.</summary>
/// <param name="CallerId">Who does it. They need the permission that the action needs on one account.</param>
/// <param name="Action"><c>deactivate</c>, <c>activate</c> or <c>end_sessions</c>.</param>
/// <param name="UserIds">The accounts, 1 to 200.</param>
public sealed record BulkUpdateUsersCommand(Guid CallerId, string? Action, IReadOnlyList<Guid>? UserIds)
    : IRequest<BulkResultDto>, IStaffRequest;

/// <summary>What became of it.</summary>
/// <param name="Done">The accounts that it was done to.</param>
/// <param name="Refused">The others.</param>
public sealed record BulkResultDto(IReadOnlyList<Guid> Done, IReadOnlyList<RefusedDto> Refused)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static BulkResultDto Example => new([ExampleData.UserId], [new RefusedDto(ExampleData.GroupId, "Not found.")]);
}

/// <summary>Why it was not done to an account.</summary>
public sealed record RefusedDto(Guid Id, string Detail);
