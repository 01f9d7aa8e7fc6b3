using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>Checks that a mail server is configured, and that no password, link or code is sent to it without encryption.</summary>
internal sealed class SmtpCheck(IOptions<EmailOptions> emailOptions, IHostEnvironment? environment = null) : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (emailOptions.Value.Transport != EmailTransportKind.Smtp)
        {
            return ValidateOptionsResult.Success;
        }

        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> Errors(SmtpOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return "Mail:Transport is Smtp, so set Mail:Smtp:Host to the name of the mail server.";
        }

        if (string.IsNullOrEmpty(options.Username) != string.IsNullOrEmpty(options.Password))
        {
            yield return "Set both Mail:Smtp:Username and Mail:Smtp:Password, or neither.";
        }

        if (options.Security != SmtpSecurity.None || environment?.IsDevelopment() == true)
        {
            yield break;
        }

        if (!string.IsNullOrEmpty(options.Password))
        {
            yield return "Mail:Smtp:Security is None, so Mail:Smtp:Password is sent without encryption: set it to StartTls or Tls.";
        }
        else if (options.Host is { } host && !string.IsNullOrWhiteSpace(host) && !IsThisMachine(host) && host != options.PlainHost)
        {
            yield return "Mail:Smtp:Security is None, so links that reset passwords are sent without encryption: "
                + "set it to StartTls or Tls, or set Mail:Smtp:PlainHost to the value of Mail:Smtp:Host if the network between is trusted.";
        }
    }

    private static bool IsThisMachine(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
