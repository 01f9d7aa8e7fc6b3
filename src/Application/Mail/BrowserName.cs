using System.Text.RegularExpressions;

namespace CleanAuth.Application.Mail;

/// <summary>
/// What a letter repeats of a user agent. Anybody who logs in chooses that text, and the letter may go to a stranger: it ends
/// where something begins that a mail program could take for a link, or that is no plain letter.
/// </summary>
internal static partial class BrowserName
{
    public static string? Of(string? userAgent)
    {
        string plain = string.Join(' ', (userAgent ?? "").Split(' ').TakeWhile(word => !Suspicious().IsMatch(word)));
        return string.IsNullOrWhiteSpace(plain) ? null : plain.Trim();
    }

    // Not printable in ASCII; a path, an address, or a name with a domain. Versions have digits behind their dots.
    [GeneratedRegex(@"[^!-~]|//|@|[A-Za-z0-9]\.[A-Za-z]")]
    private static partial Regex Suspicious();
}
