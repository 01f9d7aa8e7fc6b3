using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Admin.GetOverview;

internal sealed class GetOverviewHandler(IOverview overview) : IRequestHandler<GetOverviewQuery, OverviewDto>
{
    public Task<OverviewDto> Handle(GetOverviewQuery query, CancellationToken cancellationToken) => overview.ReadAsync(cancellationToken);
}
