using System.Collections.Concurrent;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CleanAuth.TestSupport.Mail;

/// <summary>Accepts every recipient, except for addresses that contain "refused" or "later".</summary>
/// <param name="later">The number of temporary refusals of an address that contains "later".</param>
internal sealed class RecipientFilter(int later) : MailboxFilter
{
    private readonly ConcurrentDictionary<string, int> attempts = new();

    public override Task<bool> CanDeliverToAsync(
        ISessionContext context,
        IMailbox to,
        IMailbox from,
        CancellationToken cancellationToken)
    {
        string address = to.AsAddress();
        if (address.Contains("refused", StringComparison.Ordinal))
        {
            throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.MailboxUnavailable, $"no such user {address}"));
        }

        if (address.Contains("later", StringComparison.Ordinal)
            && attempts.AddOrUpdate(address, 1, (_, count) => count + 1) <= later)
        {
            throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.Aborted, $"greylisted {address}"));
        }

        return Task.FromResult(true);
    }
}
