using MediatR;

namespace CleanAuth.Application.Admin.Users.BulkUpdateUsers;

/// <summary>Applies one action to several accounts, each in its own transaction. A refusal for one does not affect the others.</summary>
/// <param name="CallerId">The caller, who needs the permission for the action.</param>
/// <param name="Action"><c>deactivate</c>, <c>activate</c> or <c>end_sessions</c>.</param>
/// <param name="UserIds">The accounts, 1 to 200.</param>
public sealed record BulkUpdateUsersCommand(Guid CallerId, string? Action, IReadOnlyList<Guid>? UserIds)
    : IRequest<BulkResultDto>, IStaffRequest;

/// <summary>The result of a bulk action.</summary>
/// <param name="Done">The accounts that were changed.</param>
/// <param name="Refused">The accounts that were not changed.</param>
public sealed record BulkResultDto(IReadOnlyList<Guid> Done, IReadOnlyList<RefusedDto> Refused)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static BulkResultDto Example => new([ExampleData.UserId], [new RefusedDto(ExampleData.GroupId, "Not found.")]);
}

/// <summary>The reason why an account was not changed.</summary>
public sealed record RefusedDto(Guid Id, string Detail);
