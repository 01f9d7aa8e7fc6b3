using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>A template that cannot be used is found at the start, not when the first message goes out.</summary>
internal sealed class TemplatesCheck : IValidateOptions<EmailOptions>
{
    private EmailTemplates? templates;

    /// <summary>The templates that were found good. They are read once, however often the options are looked at.</summary>
    /// <exception cref="InvalidOperationException">Nothing was looked at yet.</exception>
    public EmailTemplates Templates => templates ?? throw new InvalidOperationException("The templates have not been read.");

    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        try
        {
            templates ??= EmailTemplates.Load(options.TemplatesPath);
            return ValidateOptionsResult.Success;
        }
        catch (EmailTemplateException exception)
        {
            return ValidateOptionsResult.Fail($"{exception.Message} Mend it, or take it out of Mail:TemplatesPath.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Set Mail:TemplatesPath to a folder that can be read: {exception.Message}");
        }
    }
}
