using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>
/// Outside Development, writing emails into a folder must be allowed explicitly: no email reaches its recipient, and everyone who can
/// read the files can use their links. The check does not apply to instances with <c>Mail:Enabled</c> set to false.
/// </summary>
internal sealed class EmailFolderCheck(IHostEnvironment? environment = null) : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options) =>
        !options.Enabled || options.Transport != EmailTransportKind.Folder || options.AllowFolder || environment?.IsDevelopment() == true
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Mail:Transport is Folder outside Development, where the files in Mail:Folder contain links that reset passwords: "
                + "set Mail:Transport to Smtp, or Mail:AllowFolder to true if you want these files.");
}
