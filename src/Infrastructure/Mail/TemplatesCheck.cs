using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Mail;

/// <summary>A template that cannot be used is found at the start, not when the first message goes out.</summary>
internal sealed class TemplatesCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        try
        {
            MailTemplates.Load(options.TemplatesPath);
            return ValidateOptionsResult.Success;
        }
        catch (MailTemplateException exception)
        {
            return ValidateOptionsResult.Fail($"{exception.Message} Mend it, or take it out of Mail:TemplatesPath.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Set Mail:TemplatesPath to a folder that can be read: {exception.Message}");
        }
    }
}
