using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.ChangeGroup;

/// <summary>Gives a group another name and other permissions.</summary>
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
