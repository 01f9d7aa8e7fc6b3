using CleanAuth.Application.Abstractions.Emails;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.RetryEmails;

internal sealed class RetryEmailsHandler(IOutbox outbox, TimeProvider clock, ILogger<RetryEmailsHandler> logger)
    : IRequestHandler<RetryEmailsCommand, int>
{
    public async Task<int> Handle(RetryEmailsCommand command, CancellationToken cancellationToken)
    {
        int count = await outbox.RetryGivenUpAsync(clock.GetUtcNow(), cancellationToken);
        logger.EmailsRetried(count);
        return count;
    }
}
