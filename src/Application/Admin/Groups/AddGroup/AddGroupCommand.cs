using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.AddGroup;

/// <summary>Adds a group.</summary>
[NeedsSuperuser, NeedsReauthentication]
public sealed record AddGroupCommand(Guid CallerId, Field<string> Name, IReadOnlyList<string>? Permissions)
    : IRequest<GroupDto>, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
