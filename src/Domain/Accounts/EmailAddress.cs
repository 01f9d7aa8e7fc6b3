using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CleanAuth.Domain.Accounts;

/// <summary>How email addresses are compared: lookup, uniqueness, throttling and email limits share one key.</summary>
public static class EmailAddress
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// The key of the mailbox of an address. The domain is written in A-labels (RFC 5891), as mail servers look it up, so that
    /// <c>bücher.example</c> and <c>xn--bcher-kva.example</c> are one domain, as are <c>example。com</c> and <c>example.com</c>.
    /// A domain that IDNA refuses stays as it is: no account can have it, and a login with it finds none.
    /// </summary>
    public static string KeyOf(string email)
    {
        int at = email.LastIndexOf('@');
        if (at < 0 || Ascii.IsValid(email))
        {
            return AccountName.Normalize(email);
        }

        // In lower case first, because that is the domain that is shown and mailed.
        string domain = email[(at + 1)..].TrimEnd().ToLowerInvariant();
        return AccountName.Normalize($"{email.AsSpan(0, at)}@{(TryGetAsciiDomain(domain, out string? ascii) ? ascii : domain)}");
    }

    /// <summary>Writes the labels of a domain in ASCII; false when IDNA refuses it.</summary>
    public static bool TryGetAsciiDomain(string domain, [NotNullWhen(true)] out string? ascii)
    {
        try
        {
            ascii = Idn.GetAscii(domain);
            return true;
        }
        catch (ArgumentException)
        {
            ascii = null;
            return false;
        }
    }
}
