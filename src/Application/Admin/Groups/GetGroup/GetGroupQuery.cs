using MediatR;

namespace CleanAuth.Application.Admin.Groups.GetGroup;

/// <summary>Returns a group.</summary>
public sealed record GetGroupQuery(Guid CallerId, Guid GroupId) : IRequest<GroupDto>, IStaffRequest;
