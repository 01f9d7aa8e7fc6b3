using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery.Smtp;

/// <summary>What is needed to hand messages to a server, and to tell it no password, link or code in the clear.</summary>
internal sealed class SmtpCheck(IOptions<EmailOptions> mail, IHostEnvironment? environment = null) : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (mail.Value.Transport != MailTransport.Smtp)
        {
            return ValidateOptionsResult.Success;
        }

        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(SmtpOptions options)
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
            yield return "Mail:Smtp:Security is None, which tells Mail:Smtp:Password to whoever listens: set it to StartTls or Tls.";
        }
        else if (!string.IsNullOrWhiteSpace(options.Host) && !IsThisMachine(options.Host) && options.Host != options.PlainHost)
        {
            yield return "Mail:Smtp:Security is None, which tells links that reset passwords to whoever listens: set it to StartTls or Tls, or Mail:Smtp:PlainHost to the same as Mail:Smtp:Host if nobody can listen between.";
        }
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
