using CleanAuth.Application.Abstractions.Operations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.FlushExpiredTokens;

internal sealed class FlushExpiredTokensHandler(
    IStoreSweeper sweeper,
    TimeProvider clock,
    ILogger<FlushExpiredTokensHandler> logger) : IRequestHandler<FlushExpiredTokensCommand, int>
{
    public async Task<int> Handle(FlushExpiredTokensCommand command, CancellationToken cancellationToken)
    {
        int count = await sweeper.SweepAsync(clock.GetUtcNow(), cancellationToken);
        logger.ExpiredRowsDeleted(count);
        return count;
    }
}
