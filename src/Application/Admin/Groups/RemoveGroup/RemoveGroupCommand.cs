using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.RemoveGroup;

/// <summary>Deletes a group; its members lose its permissions.</summary>
[NeedsSuperuser, NeedsReauthentication]
public sealed record RemoveGroupCommand(Guid CallerId, Guid GroupId, string? Version) : IRequest, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
