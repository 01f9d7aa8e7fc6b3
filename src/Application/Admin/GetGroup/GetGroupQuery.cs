using MediatR;

namespace CleanAuth.Application.Admin.GetGroup;

/// <summary>Shows a group.</summary>
public sealed record GetGroupQuery(Guid CallerId, Guid GroupId) : IRequest<GroupDto>, IStaffRequest;
