using CleanAuth.Application.Abstractions.Overview;
using MediatR;

namespace CleanAuth.Application.Admin.Overview.GetOverview;

/// <summary>Returns the state of the service.</summary>
public sealed record GetOverviewQuery(Guid CallerId) : IRequest<OverviewDto>, IStaffRequest;
