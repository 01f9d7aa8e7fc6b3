using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CleanAuth.TestSupport.Mail;

/// <summary>Keeps each message before it accepts it, and refuses a message with the word "unwanted".</summary>
/// <param name="delay">The delay before a message is kept.</param>
internal sealed class ReceivedMessages(TimeSpan delay) : MessageStore
{
    private readonly ConcurrentQueue<byte[]> messages = new();

    public int Count => messages.Count;

    /// <summary>The messages in the order of their arrival.</summary>
    public IReadOnlyList<byte[]> ToList() => [.. messages];

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken)
    {
        await Task.Delay(delay, cancellationToken);
        if (Encoding.UTF8.GetString(buffer).Contains("unwanted", StringComparison.Ordinal))
        {
            return new SmtpResponse(SmtpReplyCode.TransactionFailed, "the content is refused");
        }

        messages.Enqueue(buffer.ToArray());
        return SmtpResponse.Ok;
    }
}
