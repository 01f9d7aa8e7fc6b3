using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.ChangeGroup;

/// <summary>Replaces the name and the permissions of a group.</summary>
[NeedsSuperuser, NeedsReauthentication]
public sealed record ChangeGroupCommand(
    Guid CallerId,
    Guid GroupId,
    string? Version,
    Field<string> Name,
    IReadOnlyList<string>? Permissions) : IRequest<GroupDto>, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
