using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>Writes each email into a file that mail programs can open. In Development, also logs the link and the code.</summary>
internal sealed partial class FolderTransport(EmailOptions options, ILogger<FolderTransport> logger, IHostEnvironment? environment = null)
    : IEmailTransport, IEmailConnection
{
    public Task<IEmailConnection> ConnectAsync(CancellationToken cancellationToken) => Task.FromResult<IEmailConnection>(this);

    public async Task SendAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(email, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmailException(EmailFault.Server, $"Mail:Folder cannot be written to ({exception.GetType().Name}).");
        }

        if (environment?.IsDevelopment() == true)
        {
            string[] secrets = [.. new[] { email.Model.Link, email.Model.Code }.OfType<string>()];
            EmailWritten(logger, email.Model.Kind, email.Model.To, string.Join(' ', secrets.Prepend(secrets.Length == 0 ? "" : ":")));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Rename the file when it is complete, so that no reader sees a part of it.
    private async Task WriteAsync(EmailMessage email, CancellationToken cancellationToken)
    {
        string path = Path.Combine(PrivateFiles.CreateFolder(options.Folder).FullName, $"{email.Id}.eml");
        string unfinished = $"{path}.tmp";
        await using (FileStream file = PrivateFiles.Open(unfinished, FileMode.Create))
        {
            await email.Message.WriteToAsync(file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    [LoggerMessage(7203, LogLevel.Information, "{Kind} to {Address}{LinkAndCode}")]
    private static partial void EmailWritten(ILogger logger, EmailKind kind, string address, string linkAndCode);
}
