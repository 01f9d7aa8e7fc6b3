using System.Globalization;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery.Templates;

/// <summary>
/// Loads the templates of the operator at start, so that an invalid one fails at start and not at the first email. The built-in ones
/// alone are valid, and are loaded for the first email, because that takes a tenth of the start.
/// </summary>
internal sealed class TemplateLoader : IValidateOptions<EmailOptions>
{
    private readonly Lazy<EmailTemplates> builtIn = new(() => EmailTemplates.Load(folder: null));
    private EmailTemplates? customized;

    /// <summary>The templates. The options must have been validated.</summary>
    public EmailTemplates Templates => customized ?? builtIn.Value;

    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        try
        {
            // The templates format dates and numbers, which needs the cultures of the system.
            _ = CultureInfo.GetCultureInfo(EmailTemplates.DefaultLanguage);

            // The options may be validated several times.
            customized ??= string.IsNullOrEmpty(options.TemplatesPath) ? null : EmailTemplates.Load(options.TemplatesPath);
            return ValidateOptionsResult.Success;
        }
        catch (EmailTemplateException exception)
        {
            return ValidateOptionsResult.Fail($"{exception.Message} Correct it, or remove it from Mail:TemplatesPath.");
        }
        catch (CultureNotFoundException)
        {
            return ValidateOptionsResult.Fail("Emails need cultures: install ICU, and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail($"Set Mail:TemplatesPath to a readable folder: {exception.Message}");
        }
    }
}
