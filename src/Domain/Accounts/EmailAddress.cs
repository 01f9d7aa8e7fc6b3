using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CleanAuth.Domain.Accounts;

/// <summary>Defines when two email addresses are the same. Lookup, uniqueness, throttling and email limits share one key.</summary>
public static class EmailAddress
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Returns the comparison key of an address. The domain is in A-labels (RFC 5891), as mail servers look it up, so that
    /// <c>bücher.example</c> and <c>xn--bcher-kva.example</c> are one domain, as are <c>example。com</c> and <c>example.com</c>.
    /// A domain that IDNA refuses stays unchanged: no account can have such an address, so a login with it finds none.
    /// </summary>
    public static string KeyOf(string email)
    {
        int at = email.LastIndexOf('@');
        if (at < 0 || Ascii.IsValid(email))
        {
            return Username.KeyOf(email);
        }

        // Emails go to the domain in lower case, so the key must come from the same text.
        string domain = email[(at + 1)..].TrimEnd().ToLowerInvariant();
        return Username.KeyOf($"{email.AsSpan(0, at)}@{(TryGetAsciiDomain(domain, out string? ascii) ? ascii : domain)}");
    }

    /// <summary>Returns the address with its domain in lower case. Only the domain ignores case (RFC 5321 section 2.4).</summary>
    public static string LowerDomain(string email)
    {
        int at = email.LastIndexOf('@');
        return at < 0 ? email : string.Concat(email.AsSpan(0, at), email[at..].ToLowerInvariant());
    }

    /// <summary>Returns a new address without a mailbox, for an account that must not receive email (<c>.invalid</c>: RFC 2606).</summary>
    public static string CreateUndeliverable() => $"{RandomId.Create():n}@decoy.invalid";

    /// <summary>Converts a domain to A-labels (RFC 5891). Returns false if IDNA refuses the domain.</summary>
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
