using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.EmailDelivery;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.RetryMail;

internal sealed class RetryMailHandler(IOutbox outbox, TimeProvider clock, ILogger<RetryMailHandler> logger)
    : IRequestHandler<RetryMailCommand, int>
{
    public async Task<int> Handle(RetryMailCommand command, CancellationToken cancellationToken)
    {
        int count = await outbox.RetryGivenUpAsync(clock.GetUtcNow(), cancellationToken);
        logger.MailsRetried(count);
        return count;
    }
}
