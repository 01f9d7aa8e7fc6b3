using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>Loads the templates at start, so that an invalid template fails at start and not at the first email.</summary>
internal sealed class TemplateLoader : IValidateOptions<EmailOptions>
{
    private EmailTemplates? templates;

    /// <summary>The valid templates. They are loaded once, even if the options are validated several times.</summary>
    /// <exception cref="InvalidOperationException">The options were not validated yet.</exception>
    public EmailTemplates Templates => templates ?? throw new InvalidOperationException("The templates have not been loaded.");

    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        try
        {
            templates ??= EmailTemplates.Load(options.TemplatesPath);
            return ValidateOptionsResult.Success;
        }
        catch (EmailTemplateException exception)
        {
            return ValidateOptionsResult.Fail($"{exception.Message} Correct it, or remove it from Mail:TemplatesPath.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Set Mail:TemplatesPath to a readable folder: {exception.Message}");
        }
    }
}
