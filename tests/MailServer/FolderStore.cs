using System.Buffers;
using System.Globalization;
using System.Text;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CleanAuth.MailServer;

/// <summary>Stores each message in a file before it accepts it, and refuses a message with the word "unwanted".</summary>
internal sealed class FolderStore(MailServerOptions options) : MessageStore
{
    private int count = Directory.GetFiles(options.Folder, "*.eml").Length;

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken)
    {
        await Task.Delay(options.Delay, cancellationToken);
        if (Encoding.UTF8.GetString(buffer).Contains("unwanted", StringComparison.Ordinal))
        {
            return new SmtpResponse(SmtpReplyCode.TransactionFailed, "the content is refused");
        }

        string name = Path.Combine(options.Folder, Interlocked.Increment(ref count).ToString("D6", CultureInfo.InvariantCulture));
        await File.WriteAllBytesAsync($"{name}.tmp", buffer.ToArray(), cancellationToken);
        File.Move($"{name}.tmp", $"{name}.eml");
        return SmtpResponse.Ok;
    }
}
