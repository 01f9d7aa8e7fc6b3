using CleanAuth.Application.Abstractions.Overview;
using MediatR;

namespace CleanAuth.Application.Admin.Overview.GetOverview;

internal sealed class GetOverviewHandler(IOverviewReader overview) : IRequestHandler<GetOverviewQuery, OverviewDto>
{
    public Task<OverviewDto> Handle(GetOverviewQuery query, CancellationToken cancellationToken) => overview.ReadAsync(cancellationToken);
}
