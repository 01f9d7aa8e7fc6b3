using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.DeleteGroup;

/// <summary>Deletes a group; its members lose its permissions.</summary>
[NeedsSuperuser, NeedsReauthentication]
public sealed record DeleteGroupCommand(Guid CallerId, Guid GroupId, string? Version) : IRequest, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
