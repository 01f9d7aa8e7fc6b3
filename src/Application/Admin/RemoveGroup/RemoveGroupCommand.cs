using MediatR;

namespace CleanAuth.Application.Admin.RemoveGroup;

/// <summary>Deletes a group; its members lose its permissions.</summary>
[NeedsSuperuser]
public sealed record RemoveGroupCommand(Guid CallerId, Guid GroupId, string? Version) : IRequest, IStaffRequest;
