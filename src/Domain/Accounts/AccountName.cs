using System.Text;

namespace CleanAuth.Domain.Accounts;

/// <summary>How the names of accounts and groups are compared and stored.</summary>
public static class AccountName
{
    /// <summary>
    /// The form in which two names are the same: without blanks around them, NFKC, upper case. Compared ordinally on every
    /// database, so that look-alikes such as full-width letters and ligatures cannot claim a second account. SQL Server
    /// ignores blanks at the end, so a key that kept them would be another one for the throttle only.
    /// <see cref="EmailAddress.KeyOf"/> is the form of addresses.
    /// </summary>
    public static string Normalize(string name) => name.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();

    /// <summary>An address that nobody has, for an account that must have none: RFC 2606 keeps <c>.invalid</c> from mail.</summary>
    public static string EmailOfNobody() => $"{RandomId.Create():n}@decoy.invalid";

    /// <summary>The address as given, with its domain in lower case (RFC 5321 section 2.4: only the domain ignores case).</summary>
    public static string LowerDomain(string email)
    {
        int at = email.LastIndexOf('@');
        return at < 0 ? email : string.Concat(email.AsSpan(0, at), email[at..].ToLowerInvariant());
    }
}
