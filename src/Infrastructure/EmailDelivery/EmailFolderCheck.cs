using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>
/// Outside Development a folder of messages must be meant: mail reaches no owner, and everyone who reads the files can use the
/// links in them. An instance that sends no mail writes none.
/// </summary>
internal sealed class EmailFolderCheck(IHostEnvironment? environment = null) : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options) =>
        !options.Enabled || options.Transport != MailTransport.Folder || options.AllowFolder || environment?.IsDevelopment() == true
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Mail:Transport is Folder outside Development, where the files in Mail:Folder hold links that reset passwords: set Mail:Transport to Smtp, or Mail:AllowFolder to true if the folder is meant.");
}
