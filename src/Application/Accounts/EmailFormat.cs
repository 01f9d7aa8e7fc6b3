using System.Net;
using System.Text.RegularExpressions;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>
/// Defines the accepted email addresses: a dot-atom (RFC 5322 section 3.2.3), an at sign, and a domain with a dot, an internationalised
/// domain, an address literal or <c>localhost</c>.
/// </summary>
internal static partial class EmailFormat
{
    public const string Message = "Enter a valid email address.";

    public static bool IsValid(string email)
    {
        int at = email.LastIndexOf('@');
        return at > 0 && LocalPart().IsMatch(email.AsSpan(0, at)) && IsDomain(email[(at + 1)..]);
    }

    private static bool IsDomain(string domain) =>
        domain == "localhost" || IsAddressLiteral(domain) || Domain().IsMatch(domain) || IsInternationalDomain(domain);

    private static bool IsAddressLiteral(string domain) =>
        domain is ['[', .. var text, ']']
        && IPAddress.TryParse(text, out IPAddress? address)
        // The parser accepts shorthand such as 127.1. Mail servers do not, and an address must have only one spelling.
        && !address.IsIPv4MappedToIPv6
        && !text.Contains('%', StringComparison.Ordinal)
        && address.ToString().Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool IsInternationalDomain(string domain) =>
        EmailAddress.TryGetAsciiDomain(domain, out string? ascii) && Domain().IsMatch(ascii);

    [GeneratedRegex(@"^[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LocalPart();

    [GeneratedRegex(
        @"^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Domain();
}
