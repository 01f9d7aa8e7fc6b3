using CleanAuth.Infrastructure.EmailDelivery.Templates;
using CleanAuth.Infrastructure.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>Puts each message into a file, which any mail program opens. In Development its link and code are logged too.</summary>
internal sealed partial class FolderTransport(EmailOptions options, ILogger<FolderTransport> logger, IHostEnvironment? environment = null)
    : IEmailTransport, IMailConnection
{
    public Task<IMailConnection> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult<IMailConnection>(this);

    public async Task SendAsync(EmailMessage mail, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(mail, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmailException(MailFault.Server, $"Mail:Folder cannot be written to ({exception.GetType().Name}).");
        }

        if (environment?.IsDevelopment() == true)
        {
            Written(logger, mail.EmailModel.Kind, mail.EmailModel.To, mail.EmailModel.Link, mail.EmailModel.Code);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Renamed when it is complete, so that a reader of the folder never sees half a message.
    private async Task WriteAsync(EmailMessage mail, CancellationToken cancellationToken)
    {
        string path = Path.Combine(PrivateFiles.CreateFolder(options.Folder).FullName, $"{mail.Id}.eml");
        string unfinished = $"{path}.tmp";
        await using (FileStream file = PrivateFiles.Open(unfinished, FileMode.Create))
        {
            await mail.Message.WriteToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    [LoggerMessage(7203, LogLevel.Information, "{Kind} to {Address}: {Link} {Code}")]
    private static partial void Written(ILogger logger, Domain.Emails.EmailKind kind, string address, string? link, string? code);
}
